"""Trims finished entries and removes dead consumers; one process at a time, and never what a stage has not finished."""

import asyncio
from collections.abc import Iterable

import structlog
from redis.asyncio import Redis
from redis.exceptions import ResponseError

from claimwire.reliability.scripts import RELEASE, Script
from claimwire.reliability.steady import Steadily
from claimwire.streams import EPHEMERAL_PREFIX, SUBSCRIBER_PREFIX, Partition, partitions

#: A consumer that has been silent for an hour with nothing pending is a process that ended.
_DEAD_CONSUMER_IDLE_SECONDS = 3600

#: A command that follows events gives a sign of life every 30 seconds.
_LEFT_AFTER_SECONDS = 120

TRIM = Script("""
-- KEYS: the stream, the hash of gaps. ARGV: the prefix of subscriber groups, the id of the retention's edge.
-- Stages are never overtaken. Finished entries are kept for subscribers that are behind, up to the retention's edge;
-- a subscriber that is overtaken finds the gap in the hash: where it stood, where the stream now begins, how many.
local function before(one, other)
  local a, b = {one:match('(%d+)-(%d+)')}, {other:match('(%d+)-(%d+)')}
  if a[1] ~= b[1] then return tonumber(a[1]) < tonumber(b[1]) end
  return tonumber(a[2]) < tonumber(b[2])
end
local function after(id)
  local milliseconds, sequence = id:match('(%d+)-(%d+)')
  return milliseconds .. '-' .. string.format('%.0f', tonumber(sequence) + 1)
end
local function count_pending(group, from, threshold)
  local count = 0
  repeat
    local page = redis.call('XPENDING', KEYS[1], group, from, '(' .. threshold, 1000)
    count = count + #page
    if #page > 0 then from = '(' .. page[#page][1] end
  until #page < 1000
  return count
end
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
local edge, stages, subscribers, behind, has_stage = ARGV[2], nil, nil, {}, false
for _, row in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
  local group = {}
  for at = 1, #row, 2 do group[row[at]] = row[at + 1] end
  local position = group['last-delivered-id']
  if group['pending'] > 0 then
    local oldest = redis.call('XPENDING', KEYS[1], group['name'])[2]
    if oldest and before(oldest, position) then position = oldest end
  end
  if group['name']:sub(1, #ARGV[1]) == ARGV[1] then
    if not subscribers or before(position, subscribers) then subscribers = position end
    behind[#behind + 1] = {name = group['name'], read = group['last-delivered-id'], from = position}
  else
    has_stage = true
    if not stages or before(position, stages) then stages = position end
  end
end
local threshold = stages
if not has_stage then
  threshold = edge
elseif subscribers and before(subscribers, stages) then
  threshold = subscribers
  if before(subscribers, edge) then
    threshold = edge
    if before(stages, edge) then threshold = stages end
  end
end
if threshold == '0-0' then return 0 end -- a stage has finished nothing yet, and no range ends before the first id
local first = redis.call('XRANGE', KEYS[1], '-', '(' .. threshold, 'COUNT', 1)[1]
if not first then return 0 end
for _, subscriber in ipairs(behind) do
  subscriber.missed = 0
  if before(subscriber.from, threshold) then
    -- What is pending and went with an earlier trim was counted then.
    subscriber.missed = count_pending(subscriber.name, first[1], threshold)
  end
end
-- The server's own counts (entries-read, lag) are missing or wrong where a group never read or a trim went past it.
-- So the stream is trimmed piece by piece, from one subscriber's place to the next, and the pieces are counted.
local trimmed = 0
table.sort(behind, function(one, other) return before(one.read, other.read) end)
for at = 0, #behind do
  local stop, next_read = threshold, behind[at + 1] and behind[at + 1].read
  if next_read and before(next_read, threshold) then stop = after(next_read) end
  local piece = redis.call('XTRIM', KEYS[1], 'MINID', '=', stop)
  trimmed = trimmed + piece
  for reader = 1, at do behind[reader].missed = behind[reader].missed + piece end
end
for _, subscriber in ipairs(behind) do
  if subscriber.missed > 0 then
    local field = KEYS[1] .. ' ' .. subscriber.name
    local from, known = (redis.call('HGET', KEYS[2], field) or ''):match('^(%S+) %S+ (%d+)$')
    local missed = string.format('%.0f', subscriber.missed + (known or 0))
    redis.call('HSET', KEYS[2], field, (from or subscriber.from) .. ' ' .. threshold .. ' ' .. missed)
  end
end
return trimmed
""")


TAKE_TURN = Script("""
-- KEYS: the lock. ARGV: its life in milliseconds. DEL makes the script a writer, so that a full server, which needs
-- the janitor most, lets it in.
if redis.call('PTTL', KEYS[1]) > 0 then return 0 end
redis.call('DEL', KEYS[1])
redis.call('SET', KEYS[1], '1', 'PX', ARGV[1])
return 1
""")


class Janitor:
    """Keeps one deployment's streams short."""

    def __init__(
        self,
        redis: Redis,
        *,
        event_types: Iterable[str],
        partition_count: int,
        every_seconds: float,
        retention_hours: float,
        steadily: Steadily,
    ) -> None:
        self._redis = redis
        self._event_types = tuple(event_types)
        self._partitions = partitions(partition_count)
        self._every_seconds = every_seconds
        self._retention_seconds = retention_hours * 3600
        self._steadily = steadily
        self._log = structlog.get_logger("claimwire.reliability")

    async def run_forever(self) -> None:
        """Clean up again and again, until cancelled."""
        while True:
            await asyncio.sleep(self._every_seconds)
            for partition in self._partitions:
                await self._steadily("trim streams", self.clean, partition)

    async def clean(self, partition: Partition) -> int:
        """Clean one partition, unless another process just did; return how many entries were trimmed."""
        lock_milliseconds = max(1, int(self._every_seconds * 900))
        if not await TAKE_TURN(self._redis, [partition.janitor], [lock_milliseconds]):
            return 0
        trimmed = 0
        for event_type in self._event_types:
            trimmed += await self.trim(partition, event_type)
            await self._remove_dead_consumers(partition.stream(event_type))
        if trimmed:
            self._log.debug("streams were trimmed", partition=partition.number, entries=trimmed)
        return trimmed

    async def trim(self, partition: Partition, event_type: str) -> int:
        """Trim one stream and return how many entries went."""
        seconds, microseconds = await self._redis.time()
        edge = f"{int((seconds - self._retention_seconds) * 1000 + microseconds / 1000)}-0"
        keys = [partition.stream(event_type), partition.gaps]
        return int(await TRIM(self._redis, keys, [SUBSCRIBER_PREFIX, edge]))

    async def _remove_dead_consumers(self, stream: str) -> None:
        try:
            groups = [row["name"].decode() for row in await self._redis.xinfo_groups(stream)]
        except ResponseError:
            return
        for group in groups:
            if group.startswith(EPHEMERAL_PREFIX):
                await self._remove_if_left(stream, group)
                continue
            for row in await self._redis.xinfo_consumers(stream, group):
                if not row["pending"] and row["idle"] > _DEAD_CONSUMER_IDLE_SECONDS * 1000:
                    # The script looks again, so that a consumer that just woke keeps what it has pending.
                    await RELEASE(self._redis, [stream], [group, row["name"], "", 0, 0])

    async def _remove_if_left(self, stream: str, group: str) -> None:
        idle = [row["idle"] for row in await self._redis.xinfo_consumers(stream, group)]
        if idle and min(idle) > _LEFT_AFTER_SECONDS * 1000:
            await self._redis.xgroup_destroy(stream, group)
