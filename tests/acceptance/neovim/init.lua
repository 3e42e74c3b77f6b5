-- What somebody writes who follows the example.
vim.opt.runtimepath:append(vim.env.EXAMPLE)
vim.cmd('filetype on')
