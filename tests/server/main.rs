//! The language server as an editor meets it: the built program, over its standard input and output.

mod actions;
mod article;
mod client;
mod clients;
mod commands;
mod completion;
mod edits;
mod everywhere;
mod faults;
mod features;
mod lifecycle;
mod lost;
mod navigation;
mod outline;
mod pull;
mod quiet;
mod rename;
mod rename_told;
mod settings;
mod tokens;
mod workspace;
mod workspace_symbols;
