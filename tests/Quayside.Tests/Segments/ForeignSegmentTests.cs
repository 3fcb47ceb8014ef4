// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Segments;

/// <summary>What neither Quayside nor Qt made is used, and never removed.</summary>
public abstract class ForeignSegmentTests : IDisposable
{
    private protected const int Size = 4096;

    private protected abstract IpcKey Key { get; }

    [Theory]
    [InlineData(SharedMemoryAccess.ReadOnly)]
    [InlineData(SharedMemoryAccess.ReadWrite)]
    public void It_stays_when_the_last_one_detaches_and_nothing_stays_beside_it(SharedMemoryAccess access)
    {
        using (var memory = SharedMemory.Attach(Key, access))
        {
            using var held = memory.Lock();
            Assert.Equal(42, held.ReadOnlySpan[0]);
        }

        AssertUntouched();
    }

    [Fact]
    public void It_stays_whoever_of_several_leaves_last_and_whether_they_met()
    {
        var first = SharedMemory.Attach(Key);
        var second = SharedMemory.Attach(Key);
        first.Dispose();
        var third = SharedMemory.CreateOrAttach(Key, Size);
        second.Dispose();
        third.Dispose();

        AssertUntouched();
    }

    [Fact]
    public void It_stays_across_processes_and_kills()
    {
        using var here = SharedMemory.Attach(Key);
        using (var other = Host.Start())
        {
            Assert.StartsWith("Attached", other.Ask($"attach\t{Key}"), StringComparison.Ordinal);
            other.Kill();
        }

        using (var other = Host.Start())
        {
            Assert.StartsWith("Attached", other.Ask($"attach\t{Key}"), StringComparison.Ordinal);
            here.Dispose();
            Assert.Equal("disposed", other.Ask("dispose"));
        }

        AssertUntouched();
    }

    [Fact]
    public void Reading_it_leaves_nothing_beside_it()
    {
        Assert.Equal(42, SharedMemory.Read(Key, bytes => bytes[0]));

        AssertUntouched();
    }

    [Fact]
    public void One_that_Quayside_puts_in_its_place_is_Quaysides_and_goes_with_its_last_user()
    {
        using (var reader = SharedMemory.Attach(Key))
        {
            SharedMemory.Replace(Key, Size).Dispose();
            reader.Dispose();
        }

        Leftovers.AssertNone(Key);
    }

    public abstract void Dispose();

    private protected abstract bool IsThereWith42 { get; }

    private protected abstract string LockFile { get; }

    private void AssertUntouched()
    {
        Assert.True(IsThereWith42);
        Assert.False(File.Exists(LockFile), LockFile);
    }
}

public sealed class PosixForeignSegmentTests : ForeignSegmentTests
{
    private readonly string _file;

    public PosixForeignSegmentTests()
    {
        Key = IpcKey.Posix(UniqueKey.Next("quayside-test").Replace(' ', '-'));
        _file = "/dev/shm/" + Key.NativeName.TrimStart('/');
        var bytes = new byte[Size];
        bytes[0] = 42;
        File.WriteAllBytes(_file, bytes);
    }

    private protected override IpcKey Key { get; }

    private protected override bool IsThereWith42 => File.Exists(_file) && File.ReadAllBytes(_file)[0] == 42;

    private protected override string LockFile => "/dev/shm/sem." + Key.NativeLockName.TrimStart('/');

    public override void Dispose() => File.Delete(_file);
}

public sealed class SystemVForeignSegmentTests : ForeignSegmentTests
{
    private readonly PrivateDirectory _directory = new();
    private readonly int _number;

    public SystemVForeignSegmentTests()
    {
        var perl = Tool.Require("perl");
        Key = IpcKey.SystemV(_directory["memory"]);
        File.WriteAllBytes(_directory["memory"], []);
        _number = SystemVKeys.Of(_directory["memory"], 'Q')!.Value;
        _ = Tool.Output(perl, ["-e", $"$id = shmget({Number}, {Size}, 01600); defined $id or die $!; shmwrite($id, '*', 0, 1) or die $!"]);
    }

    private protected override IpcKey Key { get; }

    private protected override bool IsThereWith42 => Tool.Run(Tool.Require("perl"), ["-e", $"$id = shmget({Number}, 0, 0); exit 1 unless defined $id; shmread($id, $b, 0, 1); exit($b ne '*')"]) == 0;

    // The key file of the segment is the lock's as well (Qt 6.6, native keys); a lock that is left shows as a semaphore of that key.
    private protected override string LockFile => Tool.Run(Tool.Require("perl"), ["-e", $"exit defined(semget({Number}, 0, 0))"]) == 0 ? string.Empty : _directory["memory"];

    private string Number => _number.ToString(CultureInfo.InvariantCulture);

    public override void Dispose()
    {
        _ = Tool.Run(Tool.Require("perl"), ["-e", $"$id = shmget({Number}, 0, 0); shmctl($id, 0, 0) if defined $id"]);
        _directory.Dispose();
    }
}
