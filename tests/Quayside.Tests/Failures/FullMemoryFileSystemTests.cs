// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Failures;

/// <summary>A /dev/shm of 16 MiB, as containers have a small one. What does not fit is refused at once; it never ends a process later (SIGBUS).</summary>
public sealed class FullMemoryFileSystemTests : IDisposable
{
    private const long TooMuch = 32 << 20;

    private readonly ChildProcess _host;

    public FullMemoryFileSystemTests() => _host = Host.StartUnshared(
        "-mi",
        string.Create(
            CultureInfo.InvariantCulture,
            $"mount -t tmpfs -o size=16m none /dev/shm && truncate -s {TooMuch} /dev/shm/sparse && chmod 600 /dev/shm/sparse"));

    public void Dispose() => _host.Dispose();

    [Fact]
    public void A_segment_that_does_not_fit_is_OutOfResources_and_leaves_nothing()
    {
        AssertNoRoom(_host.Ask($"create\tposix:/share\t{TooMuch}"));

        Assert.StartsWith("error NotFound ", _host.Ask("attach\tposix:/share"), StringComparison.Ordinal);
        Assert.Equal("Created 8388608", _host.Ask("create\tposix:/share\t8388608"));
        Assert.Equal("written", _host.Ask("write\t8388607\t42"));
        Assert.Equal("disposed", _host.Ask("dispose"));
        Assert.Equal("Created 12582912", _host.Ask("create\tposix:/again\t12582912"));
    }

    [Fact]
    public void A_replacement_that_does_not_fit_keeps_the_earlier_segment()
    {
        Assert.Equal("Created 10", _host.Ask("create\tposix:/share\t10"));
        Assert.Equal("written", _host.Ask("write\t0\t42"));

        AssertNoRoom(_host.Ask($"replace\tposix:/share\t{TooMuch}"));

        Assert.Equal("Attached 10", _host.Ask("attach\tposix:/share"));
        Assert.Equal("42", _host.Ask("read\t0"));
    }

    [Fact]
    public void A_segment_without_memory_behind_it_as_Qt_makes_them_is_not_attached_when_there_is_none()
    {
        AssertNoRoom(_host.Ask("attach\tposix:/sparse"));
        AssertNoRoom(_host.Ask("attach-read-only\tposix:/sparse"));

        Assert.False(_host.HasExited);
    }

    private static void AssertNoRoom(string answer)
    {
        Assert.StartsWith("error OutOfResources 28 ", answer, StringComparison.Ordinal);
        Assert.Contains("/dev/shm", answer, StringComparison.Ordinal);
    }
}
