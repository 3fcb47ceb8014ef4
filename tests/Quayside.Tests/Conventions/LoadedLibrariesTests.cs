// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Conventions;

/// <summary>What a program loads that only shares memory: not OpenSSL, which costs 5 MiB and some milliseconds, and is not everywhere.</summary>
public sealed class LoadedLibrariesTests
{
    [Fact]
    public void A_program_that_shares_memory_by_all_means_loads_no_OpenSSL()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The maps of a process are Linux's.");
        var name = UniqueKey.Next("libraries").Replace(' ', '-');
        using var host = Host.Start();
        Assert.StartsWith("Created", host.Ask($"create\t{name}\t100"));
        Assert.StartsWith("Replaced", host.Ask($"replace\t{name}\t200"));
        Assert.StartsWith("Created", host.Ask($"publish\t{IpcKey.PlatformSafe(name)}\t100\t1"));
        Assert.Equal("used", host.Ask($"use-everything\tposix\t{name}-everything"));

        var maps = File.ReadAllText($"/proc/{host.Id}/maps");

        Assert.Contains("libcoreclr.so", maps, StringComparison.Ordinal);
        Assert.DoesNotContain("libssl", maps, StringComparison.Ordinal);
        Assert.DoesNotContain("libcrypto", maps, StringComparison.Ordinal);
        Assert.DoesNotContain("Cryptography", maps, StringComparison.Ordinal);
    }
}
