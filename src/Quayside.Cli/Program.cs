// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

return Quayside.Cli.CommandLine.Run(args);
