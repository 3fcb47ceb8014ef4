// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Failures;

/// <summary>
/// Every public operation with every call that it makes to the C library failing in turn, with every error with which that call can
/// fail. The work is done by Quayside.FaultHost, where a shim stands between the product and the C library.
/// </summary>
public sealed class InjectedFailureTests(ITestOutputHelper output)
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(3);

    [Theory]
    [InlineData("legacy")]
    [InlineData("platform-safe")]
    [InlineData("quayside")]
    public void Whatever_call_fails_the_error_is_right_and_nothing_is_left(string kindOfKey)
    {
        var compiler = Tool.Require("cc");
        var host = Repository.Executable("tests/Quayside.FaultHost", "Quayside.FaultHost");
        var source = Path.Combine(Path.GetDirectoryName(host)!, "shim.c");
        var shim = $"{host}.{kindOfKey}.so";
        _ = Tool.Output(compiler, ["-shared", "-fPIC", "-Wall", "-Werror", "-o", shim, source]);

        using var rehearsal = Host.StartAlone(host, shim, Host.Path, kindOfKey);
        var faults = new List<string>();
        string line;
        do
        {
            line = rehearsal.Read(_patience);
            output.WriteLine(line);
            if (line.StartsWith("fault: ", StringComparison.Ordinal))
            {
                faults.Add(line);
            }
        }
        while (!line.StartsWith("done: ", StringComparison.Ordinal));

        Assert.Empty(faults);
    }
}
