// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;

namespace Quayside.Tests.Support;

/// <summary>A participant in plain C that was written from docs/layout.md (tests/peers/layout/peer.c).</summary>
internal static class LayoutPeer
{
    /// <summary>Compiles it into the directory and starts it, or skips the test.</summary>
    /// <param name="directory">Where it is compiled.</param>
    /// <param name="words">Its arguments.</param>
    public static ChildProcess Start(PrivateDirectory directory, params string[] words)
    {
        var program = directory["layout-peer"];
        if (!File.Exists(program))
        {
            var compiler = Tool.Require("cc");
            _ = Tool.Output(compiler, ["-O2", "-o", program, Path.Combine(Repository.Root, "tests/peers/layout/peer.c")]);
        }

        return ChildProcess.Start(program, words);
    }
}
