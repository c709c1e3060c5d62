-- Remembers one version of an article: what was decided about it, and, if it is the first that holds an article, what
-- the outlet's memory learns from it. A version that comes again changes nothing and gets what was decided before; but
-- one that held no article then may hold one now.
--
-- KEYS[1]  the article: what was decided, by version; under "taught" the beginnings of the keys that it taught, with a
--          plus behind those of which it was the first on its day
-- KEYS[2]  the outlet: how many articles it taught, how its measures were
-- KEYS[3]  the outlet's texts: "articles days last_day first_number" by key
-- KEYS[4]  the sketches of its latest articles, newest first
-- KEYS[5]  the alarms of all outlets
-- ARGV     1 version, 2 decision, 3 the watch as it was read, 4 the watch as it is to be ("" to leave it), 5 the
--          outlet's field in the alarms, 6 its alarms ("" for none), 7 day, 8 seconds kept, 9 sketch ("" for none),
--          10 sketches kept, 11 texts kept, 12 days after which a count halves, 13 the decision that says that the
--          page held no article, 14 how many characters of a key are a beginning, then the keys of the texts
--
-- Returns {1, decision} when remembered, {0, decision} when it was before, {2} when the watch has moved on: then the
-- caller decides anew.
local earlier = redis.call('HGET', KEYS[1], ARGV[1])
local is_drop = ARGV[2] == ARGV[13]
if earlier and (is_drop or earlier ~= ARGV[13]) then return {0, earlier} end
local is_new = redis.call('EXISTS', KEYS[1]) == 0
local is_watched = is_new and ARGV[4] ~= ''
if is_watched and (redis.call('HGET', KEYS[2], 'watch') or '') ~= ARGV[3] then return {2} end
-- HDEL of what is not there makes the script a writer, so that a full server lets it in, and can be drained.
redis.call('HDEL', KEYS[1], '')
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2])
redis.call('EXPIRE', KEYS[1], ARGV[8])
local teaches = not is_drop and redis.call('HSETNX', KEYS[1], 'taught', '') == 1
if not (is_new or teaches) then return {1, ARGV[2]} end

if is_watched then
  redis.call('HSET', KEYS[2], 'watch', ARGV[4])
  if ARGV[6] == '' then
    redis.call('HDEL', KEYS[5], ARGV[5])
  else
    redis.call('HSET', KEYS[5], ARGV[5], ARGV[6])
    redis.call('EXPIRE', KEYS[5], ARGV[8])
  end
end
redis.call('EXPIRE', KEYS[2], ARGV[8])
if not teaches or ARGV[9] == '' then return {1, ARGV[2]} end

redis.call('LPUSH', KEYS[4], ARGV[9])
redis.call('LTRIM', KEYS[4], 0, ARGV[10] - 1)
redis.call('EXPIRE', KEYS[4], ARGV[8])
if #ARGV == 14 then return {1, ARGV[2]} end

local function read(text)
  local articles, days, last, first = (text or ''):match('^(%d+) (%d+) (%d+) (%d+)$')
  return tonumber(articles), tonumber(days), tonumber(last), tonumber(first)
end
local number = redis.call('HINCRBY', KEYS[2], 'articles', 1)
redis.call('EXPIRE', KEYS[2], ARGV[8])
local day, half = tonumber(ARGV[7]), tonumber(ARGV[12])
local taught = {}
for at = 15, #ARGV do
  local articles, days, last, first = read(redis.call('HGET', KEYS[3], ARGV[at]))
  if not articles then
    articles, days, last, first = 0, 0, 0, number
  elseif day > last then
    local faded = 2 ^ math.floor((day - last) / half)
    articles, days = math.floor(articles / faded), math.floor(days / faded)
  end
  local own = string.sub(ARGV[at], 1, tonumber(ARGV[14]))
  if day > last then
    days, last, own = days + 1, day, own .. '+'
  end
  taught[#taught + 1] = own
  articles = articles + 1
  -- The share of articles follows the last few hundred.
  if number - first >= 400 then
    articles, first = math.ceil(articles / 2), number - 200
  end
  redis.call('HSET', KEYS[3], ARGV[at], string.format('%d %d %d %d', articles, math.max(days, 1), last, first))
end
redis.call('EXPIRE', KEYS[3], ARGV[8])
redis.call('HSET', KEYS[1], 'taught', table.concat(taught, ' '))

local most = tonumber(ARGV[11])
if redis.call('HLEN', KEYS[3]) > most then
  -- A third goes at once, so that sorting is rare: first what was seen least, then what was not seen for long.
  local all, texts = redis.call('HGETALL', KEYS[3]), {}
  for at = 1, #all, 2 do
    local articles, _, last, first = read(all[at + 1])
    texts[#texts + 1] = {key = all[at], articles = articles or 0, last = last or 0, first = first or 0}
  end
  table.sort(texts, function(one, other)
    if one.articles ~= other.articles then return one.articles < other.articles end
    if one.last ~= other.last then return one.last < other.last end
    if one.first ~= other.first then return one.first < other.first end
    return one.key < other.key
  end)
  for at = 1, #texts - math.floor(most * 2 / 3) do
    redis.call('HDEL', KEYS[3], texts[at].key)
  end
end
return {1, ARGV[2]}
