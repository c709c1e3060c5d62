"""The Lua scripts by which claimwire changes several keys at once, and the way they are called.

All keys of a call are in one hash slot. Each script may be called again after a lost reply without a second effect.
"""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import NoScriptError


@dataclass(frozen=True)
class Script:
    """A Lua script, called by its hash and loaded where the server does not know it (yet, or any more)."""

    source: str
    sha: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sha", hashlib.sha1(self.source.encode(), usedforsecurity=False).hexdigest())

    async def __call__(self, redis: Redis, keys: list[str], arguments: list[Any]) -> Any:
        """Run the script once and return its reply."""
        try:
            return await redis.evalsha(self.sha, len(keys), *keys, *arguments)
        except NoScriptError:
            return await redis.eval(self.source, len(keys), *keys, *arguments)


GIVE_BACK = Script("""
-- KEYS: a lock. ARGV: the token that it was taken with. Gives it back, unless it ran out and is another's by now.
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
""")

HAND_OFF = Script("""
-- KEYS: the input stream, then the output streams.
-- ARGV: group, number of entries; per entry its id and its number of outputs;
--       per output the index of its stream in KEYS, its number of arguments, its fields and values.
-- Acknowledging comes first: only the caller whose XACK counts publishes. It also makes the script a writer, so that
-- a full server (OOM) lets the outputs of acknowledged work in, and the pipeline can drain.
-- A script that fails half-way is not undone, so what could fail is looked at before anything is written.
for index = 2, #KEYS do
  local kind = redis.call('TYPE', KEYS[index])['ok']
  if kind ~= 'stream' and kind ~= 'none' then
    return redis.error_reply('WRONGTYPE ' .. KEYS[index] .. ' is a ' .. kind .. ', not a stream')
  end
end
local group, entries, at, done = ARGV[1], tonumber(ARGV[2]), 3, {}
for entry = 1, entries do
  local mine = redis.call('XACK', KEYS[1], group, ARGV[at])
  local outputs = tonumber(ARGV[at + 1])
  at = at + 2
  for output = 1, outputs do
    local stream, arguments = KEYS[tonumber(ARGV[at])], tonumber(ARGV[at + 1])
    if mine == 1 then
      redis.call('XADD', stream, '*', unpack(ARGV, at + 2, at + 1 + arguments))
    end
    at = at + 2 + arguments
  end
  done[entry] = mine
end
return done
""")

PUBLISH = Script("""
-- KEYS: the token of this publication, then the streams. ARGV: the token's life in seconds, number of entries;
--       per entry the index of its stream in KEYS, its number of arguments, its fields and values.
-- XADD comes before SET, so that a full server refuses the whole call.
if redis.call('EXISTS', KEYS[1]) == 1 then return 0 end
local at = 3
for entry = 1, tonumber(ARGV[2]) do
  local arguments = tonumber(ARGV[at + 1])
  redis.call('XADD', KEYS[tonumber(ARGV[at])], '*', unpack(ARGV, at + 2, at + 1 + arguments))
  at = at + 2 + arguments
end
redis.call('SET', KEYS[1], '1', 'EX', ARGV[1])
return 1
""")

RENEW = Script("""
-- KEYS: the stream. ARGV: group, consumer, entry ids. Returns the ids that are still this consumer's, now fresh.
-- XCLAIM alone would steal back what another worker took over while this one was frozen.
local kept = {}
for at = 3, #ARGV do
  local entry = redis.call('XPENDING', KEYS[1], ARGV[1], ARGV[at], ARGV[at], 1)[1]
  if entry and entry[2] == ARGV[2] then
    redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, ARGV[at], 'JUSTID')
    kept[#kept + 1] = ARGV[at]
  end
end
return kept
""")

AGAIN = Script("""
-- KEYS: the stream. ARGV: group, consumer, entry id, the count of deliveries to set. 1 if it is still this consumer's.
local entry = redis.call('XPENDING', KEYS[1], ARGV[1], ARGV[3], ARGV[3], 1)[1]
if not entry or entry[2] ~= ARGV[2] then return 0 end
redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, ARGV[3], 'RETRYCOUNT', ARGV[4], 'JUSTID')
return 1
""")

RELEASE = Script("""
-- KEYS: the stream. ARGV: group, consumer, the consumer to leave them to, idle milliseconds, 1 to take the delivery off
-- the count again (0 to leave it), entry ids.
-- Gives back entries so that another worker takes them at once; then removes the consumer if nothing is pending under
-- its name (removing it earlier would lose that).
for at = 6, #ARGV do
  local entry = redis.call('XPENDING', KEYS[1], ARGV[1], ARGV[at], ARGV[at], 1)[1]
  if entry and entry[2] == ARGV[2] then
    redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[3], 0, ARGV[at],
      'IDLE', ARGV[4], 'RETRYCOUNT', math.max(entry[4] - tonumber(ARGV[5]), 0), 'JUSTID')
  end
end
if #redis.call('XPENDING', KEYS[1], ARGV[1], '-', '+', 1, ARGV[2]) == 0 then
  redis.call('XGROUP', 'DELCONSUMER', KEYS[1], ARGV[1], ARGV[2])
end
return 1
""")

REPLAY = Script("""
-- KEYS: the dead-letter stream, the stream to replay into. ARGV: the dead letter's id, then fields and values.
if redis.call('XDEL', KEYS[1], ARGV[1]) == 0 then return 0 end
redis.call('XADD', KEYS[2], '*', unpack(ARGV, 2))
return 1
""")
