-- What Neovim needs to know of Plimsoll's language server. Neovim 0.11 and newer find this file by its place in a
-- folder of 'runtimepath'; older ones are told by plugin/plimsoll.lua.
return {
  cmd = { 'plimsoll', 'lsp' },
  filetypes = {
    'yaml', 'json', 'typescript', 'typescriptreact', 'javascript', 'python', 'java', 'cs', 'go', 'sh', 'bash', 'xml',
    'dosini', 'rego',
  },
  root_markers = { 'plimsoll.yaml', '.plimsoll.yaml', '.git', 'cdk.json' },
  init_options = {
    -- 'workspace' lists the findings of closed files too.
    diagnostics = 'open',
  },
}
