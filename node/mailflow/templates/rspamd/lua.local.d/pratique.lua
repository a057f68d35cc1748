-- Rendered by `pratique-node mailflow render`. Holds messages for single recipients, by score, lists and blocked files, and honours the
-- switches of the domains. The maps are written by the node (docs/operator/lists.md, mail-flow.md).
local HOLD_DOMAIN = '@{quarantine_domain}'
local REPORT_DOMAIN = '@{report_domain}'

local function map(name, kind, what)
  return rspamd_config:add_map({ url = '@{maps_dir}/pratique_' .. name .. '.map', type = kind, description = what })
end
local allowed = map('allow', 'regexp', 'allowed senders')
local blocked = map('block', 'regexp', 'blocked senders')
local switched_off = map('off', 'map', 'what domains do without')

local function is_off(domain, switch)
  local words = domain and switched_off and switched_off:get_key(domain:lower())
  return type(words) == 'string' and (',' .. words .. ','):find(',' .. switch .. ',', 1, true) ~= nil
end

-- A message is one for all its recipients: a check is left out when all of their domains do without.
local function is_off_for_all(task, switch)
  local to = task:get_recipients('smtp') or {}
  for _, recipient in ipairs(to) do
    if not is_off(recipient.domain, switch) then return false end
  end
  return #to > 0
end

-- What people report is spam: it must not be held or refused on its way to the node. Postfix takes such mail from inside only.
rspamd_config:register_symbol({
  name = 'PRATIQUE_REPORT', type = 'prefilter', priority = 10,
  callback = function(task)
    local to = task:get_recipients('smtp') or {}
    if REPORT_DOMAIN == '' or #to == 0 then return end
    for _, recipient in ipairs(to) do
      if (recipient.domain or ''):lower() ~= REPORT_DOMAIN then return end
    end
    task:set_pre_result({ action = 'accept', message = 'a report', module = 'pratique' })
  end,
})

for _, name in ipairs({ 'GREYLIST_CHECK', 'GREYLIST_SAVE' }) do
  rspamd_config:add_condition(name, function(task) return not is_off_for_all(task, 'greylisting') end)
end

-- The other checks still run (one builds on another's result) and are shown, but do not count.
local COUNTED_BY = {
  spf = { '^R_SPF_', '^VIOLATED_DIRECT_SPF$' },
  dkim = { '^R_DKIM_' },
  dmarc = { '^DMARC_' },
  attachments = { '^MIME_BAD_', '^MIME_DOUBLE_BAD_', '^MIME_ENCRYPTED_ARCHIVE$', '^MIME_ARCHIVE_IN_ARCHIVE$' },
}
rspamd_config:register_symbol({
  name = 'PRATIQUE_SWITCHES', type = 'postfilter', priority = 1,
  callback = function(task)
    for switch, patterns in pairs(COUNTED_BY) do
      if is_off_for_all(task, switch) then
        for _, symbol in ipairs(task:get_symbols_all() or {}) do
          for _, pattern in ipairs(patterns) do
            if symbol.score ~= 0 and symbol.name:find(pattern) then task:adjust_result(symbol.name, 0.0) end
          end
        end
      end
    end
  end,
})

local function must_hold(task, recipient, facts)
  local key = (recipient.addr .. '|' .. facts.from):lower()
  if blocked and blocked:get_key(key) then return true end
  if facts.has_blocked_file and not is_off(recipient.domain, 'attachments') then return true end
  -- An allowed sender must be proven; less than that the node judges by the whole rule.
  return facts.is_spam and not (facts.is_proven and allowed and allowed:get_key(key))
end

rspamd_config:register_symbol({
  name = 'PRATIQUE_HOLD', type = 'postfilter', priority = 9,
  callback = function(task)
    local action = task:get_metric_action()
    if action == 'reject' or action == 'soft reject' or action == 'discard' then return end
    local from = (task:get_from('mime') or {})[1] or {}
    local facts = {
      from = from.addr or '',
      is_spam = action == 'add header' or action == 'rewrite subject' or action == 'quarantine',
      is_proven = task:has_symbol('DMARC_POLICY_ALLOW'),
      has_blocked_file = task:has_symbol('BLOCKED_FILE'),
    }
    local out, into, held = {}, {}, {}
    for _, recipient in ipairs(task:get_recipients('smtp') or {}) do
      if must_hold(task, recipient, facts) then
        out[#out + 1] = '<' .. recipient.addr .. '>'
        into[#into + 1] = '<' .. recipient.user .. '=' .. recipient.domain .. '@' .. HOLD_DOMAIN .. '>'
        held[#held + 1] = recipient.addr
      end
    end
    if #held == 0 then return end
    task:set_milter_reply({ del_rcpt = out, add_rcpt = into })
    task:cache_set('pratique_held', held)
    -- The number alone: the line is on every recipient's copy.
    return true, 0.0, tostring(#held)
  end,
})
