-- Gatehouse in Neovim 0.7 and later: put this file on the runtime path and say `require('gatehouse').setup()`.
local M = {}

-- What makes a folder one of Gatehouse's; the nearest one upwards is its root.
local landmarks = {
  'gatehouse.yaml',
  'docs/SPEC_CURRENT.md',
  'docs/task_packets',
  'docs/TASK_BOARD.md',
  'docs/SIGNATURE_AUDIT.md',
}

local function root_of(path)
  local dir = vim.fn.fnamemodify(path, ':p:h')
  while true do
    for _, name in ipairs(landmarks) do
      if vim.loop.fs_stat(dir .. '/' .. name) then
        return dir
      end
    end
    local parent = vim.fn.fnamemodify(dir, ':h')
    if parent == dir then
      return nil
    end
    dir = parent
  end
end

-- One server for each root; Neovim before 0.8 does not keep count itself.
local clients = {}

--- @param options table|nil `cmd`: how the server is started; other keys as `vim.lsp.start` takes them
function M.setup(options)
  options = options or {}
  vim.api.nvim_create_autocmd('FileType', {
    pattern = { 'markdown', 'yaml' },
    group = vim.api.nvim_create_augroup('gatehouse', {}),
    callback = function(event)
      local root = root_of(vim.api.nvim_buf_get_name(event.buf))
      if not root then
        return
      end
      local config = vim.tbl_extend('keep', options, {
        name = 'gatehouse',
        cmd = { 'gatehouse', 'lsp', '--stdio' },
        root_dir = root,
        workspace_folders = { { uri = vim.uri_from_fname(root), name = vim.fn.fnamemodify(root, ':t') } },
      })
      if vim.lsp.start then
        vim.lsp.start(config, { bufnr = event.buf })
      else
        clients[root] = clients[root] or vim.lsp.start_client(config)
        vim.lsp.buf_attach_client(event.buf, clients[root])
      end
    end,
  })
end

return M
