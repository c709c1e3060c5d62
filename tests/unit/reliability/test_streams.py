import re

from claimwire.events import EVENTS
from claimwire.streams import Partition, partition_of, partitions


def test_all_keys_of_a_partition_share_one_hash_slot() -> None:
    partition = Partition(7)
    keys = [partition.stream(event) for event in EVENTS]
    keys += [partition.dead_letters("cleaner"), partition.gaps, partition.janitor, partition.published("token")]

    assert [["p07"]] * len(keys) == [re.findall(r"{(.*?)}", key) for key in keys]
    assert len(set(keys)) == len(keys)


def test_an_outlet_stays_in_its_partition() -> None:
    # In every process and release: Python's own hash differs between two runs.
    assert partition_of("The Harbour Post", 16) == Partition(2)
    assert partition_of("\udcff", 16) in partitions(16)
    assert len({partition_of(f"outlet {number}", 4) for number in range(100)}) == 4
