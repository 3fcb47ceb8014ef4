// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Cli.Outcomes;

/// <summary>Nobody reads standard output any more (EPIPE): the verb ends without a word, with what a shell says of SIGPIPE.</summary>
internal sealed class ReaderGoneException() : Exception("Nobody reads standard output any more.");
