//! The language server as an editor meets it: the built program, over its standard input and output.

mod actions;
mod client;
mod commands;
mod edits;
mod faults;
mod features;
mod lifecycle;
mod pull;
mod quiet;
mod settings;
mod workspace;
