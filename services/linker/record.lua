-- Appends a linked claim to the log, only if nothing was appended since the log was read.
--
-- KEYS[1]  the log
-- ARGV[1]  the id of the last entry that the decision rests on ("0-0" for an empty log)
-- ARGV[2]  entries with a smaller id are forgotten
-- ARGV[3…] the entry's fields and values
--
-- Returns {1, id} when appended, {0, id of the last entry} when the log has moved on. A client that repeats a call
-- whose reply was lost gets the latter, reads on, and finds its own claim recorded.
local last = '0-0'
if redis.call('EXISTS', KEYS[1]) == 1 then
  local information = redis.call('XINFO', 'STREAM', KEYS[1])
  for position = 1, #information, 2 do
    if information[position] == 'last-generated-id' then
      last = information[position + 1]
    end
  end
end
if last ~= ARGV[1] then
  return {0, last}
end
-- Trimming comes first: it makes the script a writer, so that a full server lets it in, and can be drained.
redis.call('XTRIM', KEYS[1], 'MINID', '~', ARGV[2])
return {1, redis.call('XADD', KEYS[1], '*', unpack(ARGV, 3))}
