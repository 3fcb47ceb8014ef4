// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;

namespace Quayside.Cli.Tests;

/// <summary>What goes in with <c>put</c> comes out with <c>get</c>.</summary>
public sealed class PutAndGetTests : IDisposable
{
    private readonly Sandbox _sandbox = new();

    public void Dispose() => _sandbox.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(256)]
    [InlineData(5000)]
    [InlineData(3_000_000)]
    public void Get_writes_the_bytes_that_put_read(int size)
    {
        var bytes = Bytes(size);
        _sandbox.Hold("put", _sandbox.Key, _sandbox.File("in", bytes));

        Assert.Equal(bytes, _sandbox.Run("get", _sandbox.Key).Output);
        Assert.Equal(0, _sandbox.Run("get", _sandbox.Key, "-o", _sandbox.File("out")).ExitCode);
        Assert.Equal(bytes, File.ReadAllBytes(_sandbox.File("out")));
        Assert.Equal(["in", "out"], _sandbox.FileNames);
    }

    [Fact]
    public void Put_names_the_key_the_size_and_the_native_key()
    {
        var holder = _sandbox.Start("put", _sandbox.Key, _sandbox.File("in", Bytes(5000)));

        Assert.Equal($"holding {_sandbox.Key} (5000 bytes) native {_sandbox.Run("key", _sandbox.Key).Lines[0]}", holder.Read());
    }

    [Fact]
    public void Put_reads_standard_input()
    {
        var bytes = Bytes(5000);
        var holder = _sandbox.StartProgram(
            "sh", "-c", """exec "$0" put "$1" - < "$2" """, Sandbox.Tool, _sandbox.Key, _sandbox.File("in", bytes));
        holder.Read();

        Assert.Equal(bytes, _sandbox.Run("get", _sandbox.Key).Output);
    }

    [Fact]
    public void Put_replaces_the_segment_of_another_holder()
    {
        var first = _sandbox.Hold("put", _sandbox.Key, _sandbox.File("first", Bytes(100)));
        var second = _sandbox.Hold("put", _sandbox.Key, _sandbox.File("second", Bytes(7000)));

        Assert.Equal(Bytes(7000), _sandbox.Run("get", _sandbox.Key).Output);

        first.Signal(15);
        Assert.Equal(0, first.WaitForExit());
        Assert.Equal(Bytes(7000), _sandbox.Run("get", _sandbox.Key).Output);
        second.Signal(15);
        Assert.Equal(0, second.WaitForExit());
        Assert.Empty(_sandbox.Temporary.Names);
    }

    [Fact]
    public void Get_overwrites_a_file_and_follows_a_link_to_it()
    {
        var target = _sandbox.File("target", "an earlier and longer content"u8);
        File.CreateSymbolicLink(_sandbox.File("link"), target);
        _sandbox.Hold("put", _sandbox.Key, _sandbox.File("in", [1, 2, 3]));

        Assert.Equal(0, _sandbox.Run("get", _sandbox.Key, "-o", _sandbox.File("link")).ExitCode);

        Assert.Equal([1, 2, 3], File.ReadAllBytes(target));
        Assert.Equal(target, new FileInfo(_sandbox.File("link")).LinkTarget);
    }

    [Fact]
    public void Get_keeps_a_device_a_device()
    {
        _sandbox.Hold("put", _sandbox.Key, _sandbox.File("in", [1, 2, 3]));

        Assert.Equal(0, _sandbox.Run("get", _sandbox.Key, "-o", "/dev/null").ExitCode);

        Assert.Empty(File.ReadAllBytes("/dev/null"));
    }

    [Fact]
    public void Get_with_a_timeout_waits_for_a_provider()
    {
        var reader = _sandbox.Start("get", _sandbox.Key, "--timeout", "60");
        Assert.True(reader.IsSilentFor(TimeSpan.FromMilliseconds(500)));

        _sandbox.Hold("put", _sandbox.Key, _sandbox.File("in", [1]));

        Assert.Equal(0, reader.WaitForExit());
    }

    private static byte[] Bytes(int size) => [.. Enumerable.Range(0, size).Select(i => (byte)(i * 31 % 251))];
}
