//! Linear sequence labelling: hashed features, weights, Viterbi. Knows no task.
