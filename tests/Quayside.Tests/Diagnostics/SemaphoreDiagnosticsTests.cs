// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Diagnostics;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Diagnostics;

/// <summary>What the diagnosis says of semaphores alone: who holds them, and that the verbs agree on what is there.</summary>
public sealed class SemaphoreDiagnosticsTests
{
    public static TheoryData<IpcKeyType> SharedTypes => [IpcKeyType.SystemV, (IpcKeyType)84, IpcKeyType.Posix];

    [Theory(Timeout = Watchdog.Milliseconds)]
    [MemberData(nameof(SharedTypes))]
    public async Task Who_waits_for_a_semaphore_that_counts_is_not_called_its_holder(IpcKeyType type)
    {
        var key = IpcKey.Legacy(UniqueKey.Next(), type);
        using var semaphore = SystemSemaphore.CreateOrOpen(key, 0);
        var waiting = Background.Run(() => semaphore.Acquire());
        await Background.AssertBlocked(waiting);
        AssertWithoutHolder(key);

        // Who has taken a signal and waits for the next one changed the value last.
        semaphore.Release();
        await waiting;
        waiting = Background.Run(() => semaphore.Acquire());
        await Background.AssertBlocked(waiting);
        AssertWithoutHolder(key);

        semaphore.Release();
        await waiting;
    }

    [Theory]
    [MemberData(nameof(SharedTypes))]
    public void The_holder_of_a_lock_is_named(IpcKeyType type)
    {
        var key = IpcKey.Legacy(UniqueKey.Next(), type);
        using var memory = SharedMemory.Create(key, 10);
        using var held = memory.Lock();

        var @lock = IpcInventory.Inspect(key).Entry.Lock!;

        Assert.Equal((LockState.Held, Environment.ProcessId), (@lock.State, @lock.Holder!.Id));
    }

    [Fact]
    public void A_semaphore_whose_holder_was_killed_is_shown_by_every_verb_and_removed_by_name()
    {
        var key = IpcKey.Posix("/" + UniqueKey.Next("semaphore-left").Replace(' ', '-'));
        LeaveDead(key);

        Assert.Contains(IpcInventory.List(), entry => entry.Key == key && entry.Lock is { State: LockState.Dead });
        var finding = Assert.Single(IpcDoctor.Examine(), finding => finding.Subject.Contains(key.NativeName, StringComparison.Ordinal));
        Assert.Equal((IpcFindingKind.DeadLock, IpcSeverity.Warning, false), (finding.Kind, finding.Severity, finding.CanFix));
        Assert.Contains("quayside rm KEY", finding.Remedy!, StringComparison.Ordinal);
        var error = Assert.Throws<SharedMemoryException>(() => SharedMemory.Create(key, 10, new SharedMemoryOptions { LockTimeout = TimeSpan.Zero }));
        Assert.Contains("no program has it open any more", error.Message, StringComparison.Ordinal);
        Assert.Contains("quayside rm KEY", error.Message, StringComparison.Ordinal);

        Assert.True(IpcInventory.Remove(key).IsLockRemoved);
        Assert.Null(IpcInventory.Inspect(key).Entry.Lock);
    }

    [Fact]
    public void A_semaphore_that_a_program_left_on_purpose_is_listed_and_no_finding()
    {
        var key = IpcKey.Posix("/" + UniqueKey.Next("semaphore-left").Replace(' ', '-'));
        SystemSemaphore.Create(key, 1, new SystemSemaphoreOptions { Persistent = true }).Dispose();

        Assert.Contains(IpcInventory.List(), entry => entry.Key == key);
        Assert.DoesNotContain(IpcDoctor.Examine(), finding => finding.Subject.Contains(key.NativeName, StringComparison.Ordinal));

        Assert.True(SystemSemaphore.Remove(key));
    }

    [Theory]
    [InlineData(0xdeadbeefUL)]
    [InlineData(null)]
    public void A_semaphore_that_a_peer_has_damaged_is_a_finding_and_goes_by_force(ulong? word)
    {
        var key = IpcKey.Posix("/" + UniqueKey.Next("semaphore-damaged").Replace(' ', '-'));
        SystemSemaphore.Create(key, 1, new SystemSemaphoreOptions { Persistent = true }).Dispose();
        File.WriteAllBytes(QtPosixSemaphore.PathOf(key.NativeName), word is { } garbage ? [.. BitConverter.GetBytes(garbage), .. new byte[24]] : []);

        var finding = Assert.Single(IpcDoctor.Examine(), finding => finding.Subject.Contains(key.NativeName, StringComparison.Ordinal));
        Assert.Equal((IpcFindingKind.DamagedLock, IpcSeverity.Problem, false), (finding.Kind, finding.Severity, finding.CanFix));
        Assert.Equal(SharedMemoryError.LockError, Assert.Throws<SharedMemoryException>(() => IpcInventory.Remove(key)).Error);

        Assert.True(IpcInventory.Remove(key, force: true).IsLockRemoved);
        Assert.Null(IpcInventory.Inspect(key).Entry.Lock);
    }

    [Theory]
    [InlineData("linked", IpcSeverity.Problem, false)]
    [InlineData("empty", IpcSeverity.Problem, false)]
    [InlineData("whole", IpcSeverity.Note, true)]
    public void What_a_kill_within_sem_open_leaves_is_named_and_removed_while_no_program_has_it_open(string state, IpcSeverity severity, bool holdsContents)
    {
        // As glibc names it.
        var path = $"/dev/shm/sem.Q{Environment.ProcessId % 10}{state[0]}{Random.Shared.Next(100, 1000)}";
        var key = IpcKey.Posix("/" + UniqueKey.Next("semaphore-whole").Replace(' ', '-'));
        SystemSemaphore.Create(key, 1, new SystemSemaphoreOptions { Persistent = true }).Dispose();
        var whole = QtPosixSemaphore.PathOf(key.NativeName);
        try
        {
            _ = state switch
            {
                "empty" => Tool.Run("touch", [path]),
                "linked" => Tool.Run("ln", [whole, path]),
                _ => Tool.Run("cp", [whole, path]),
            };
            Assert.DoesNotContain(IpcDoctor.Examine(), finding => finding.Subject == path);
            Assert.Equal(0, Tool.Run("touch", ["-m", "-d", "10 minutes ago", path]));

            var finding = Assert.Single(IpcDoctor.Examine(), finding => finding.Subject.Contains(path[13..], StringComparison.Ordinal));
            Assert.Equal(
                (IpcFindingKind.TemporaryFile, severity, holdsContents), (finding.Kind, finding.Severity, finding.HoldsContents));
            using (new FileStream(path, FileMode.Open))
            {
                Assert.False(finding.TryFix(contentsToo: true).IsFixed);
            }

            var fix = finding.TryFix(contentsToo: true);
            Assert.True(fix.IsFixed, fix.Text);
            Assert.False(File.Exists(path));
            Assert.Equal(1, QtPosixSemaphore.Value(key.NativeName));
        }
        finally
        {
            File.Delete(path);
            Assert.True(SystemSemaphore.Remove(key));
        }
    }

    private static void AssertWithoutHolder(IpcKey key)
    {
        var @lock = IpcInventory.Inspect(key).Entry.Lock!;
        Assert.Equal((LockState.Unknown, null, null, 0), (@lock.State, @lock.Holder, @lock.HeldSince, @lock.Value));
        Assert.DoesNotContain(IpcDoctor.Examine(), finding => finding.Subject.Contains(key.NativeLockName, StringComparison.Ordinal));
        var error = Assert.Throws<SharedMemoryException>(() => SharedMemory.Create(key, 10, new SharedMemoryOptions { LockTimeout = TimeSpan.Zero }));
        Assert.Contains("who holds it cannot be told", error.Message, StringComparison.Ordinal);
    }

    private static void LeaveDead(IpcKey key)
    {
        using var semaphore = SystemSemaphore.Create(key, 1, new SystemSemaphoreOptions { Persistent = true });
        using var host = Host.Start();
        Assert.Equal("found", host.Ask($"semaphore\topen\t{key}"));
        Assert.Equal("done", host.Ask("semaphore\tacquire"));
        host.Kill();
    }
}
