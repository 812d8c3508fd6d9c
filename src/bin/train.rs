//! Fits the embedded weights.

fn main() -> std::process::ExitCode {
    whosaid::train::main()
}
