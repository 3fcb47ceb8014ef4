// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Diagnostics;
using Quayside.Platform.Inventory;
using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Diagnostics;

/// <summary>The doctor's findings about keys of these tests, and that nothing is removed which came to life meanwhile.</summary>
public sealed class DoctorTests : IDisposable
{
    private readonly string _key = UniqueKey.Next("doctor");

    private IpcKey Key => _key;

    /// <summary>Takes away what a test leaves there on purpose; the tests about removal look before.</summary>
    public void Dispose() => SharedMemory.Remove(_key);

    [Fact]
    public void Living_segments_and_locks_are_no_findings()
    {
        using var memory = SharedMemory.Create(_key, 10);
        using var held = memory.Lock();

        Assert.Empty(Findings());
    }

    [Fact]
    public void An_orphan_is_removed_only_together_with_its_contents()
    {
        Orphan.Leave(_key, 10);
        var finding = Assert.Single(Findings());
        Assert.Equal((IpcFindingKind.Orphan, IpcSeverity.Problem), (finding.Kind, finding.Severity));
        Assert.True(finding is { CanFix: true, HoldsContents: true });

        Assert.False(finding.TryFix().IsFixed);
        Assert.NotNull(IpcInventory.Inspect(_key).Entry.Segment);

        Assert.True(finding.TryFix(contentsToo: true).IsFixed);
        Leftovers.AssertNone(_key);
    }

    [Fact]
    public void An_orphan_that_somebody_recovered_meanwhile_is_left_alone()
    {
        Orphan.Leave(_key, 10);
        var finding = Assert.Single(Findings());
        using var memory = SharedMemory.Attach(_key);

        var fix = finding.TryFix(contentsToo: true);

        Assert.False(fix.IsFixed, fix.Text);
        using var held = memory.Lock();
        Assert.Equal(42, held.ReadOnlySpan[0]);
    }

    [Fact]
    public void An_orphan_in_whose_place_another_one_came_is_left_alone()
    {
        Orphan.Leave(_key, 10);
        var finding = Assert.Single(Findings());
        SharedMemory.Remove(_key);
        Orphan.Leave(_key, 20);

        Assert.False(finding.TryFix(contentsToo: true).IsFixed);

        Assert.Equal(20, IpcInventory.Inspect(_key).Entry.Segment!.Size);
        SharedMemory.Remove(_key);
    }

    [Fact]
    public void An_orphan_whose_lock_is_held_is_left_alone()
    {
        Orphan.Leave(_key, 10);
        var finding = Assert.Single(Findings());
        using var host = Host.Start();
        Assert.StartsWith("Recovered", host.Ask($"attach\t{_key}"));
        Assert.StartsWith("locked", host.Ask("lock"));

        Assert.False(finding.TryFix(contentsToo: true).IsFixed);
        Assert.NotNull(IpcInventory.Inspect(_key).Entry.Segment);
    }

    [Fact]
    public void A_key_file_without_a_segment_is_removed()
    {
        File.WriteAllBytes(Key.NativeName, []);

        var finding = Assert.Single(Findings());

        Assert.Equal(IpcFindingKind.KeyFileWithoutSegment, finding.Kind);
        Assert.True(finding.TryFix().IsFixed);
        Leftovers.AssertNone(_key);
    }

    [Fact]
    public void A_key_file_whose_segment_was_made_meanwhile_is_left_alone()
    {
        File.WriteAllBytes(Key.NativeName, []);
        var finding = Assert.Single(Findings());
        using var memory = SharedMemory.Create(_key, 10);

        Assert.False(finding.TryFix().IsFixed);

        using var other = SharedMemory.Attach(_key);
        Assert.Equal(10, other.Size);
    }

    [Fact]
    public void A_lock_of_Quayside_without_a_segment_is_removed()
    {
        using (var host = Host.Start())
        {
            Assert.StartsWith("Created", host.Ask($"create\t{_key}\t10"));
            host.Kill();
        }

        // The kernel's own way to remove a segment, as ipcrm(1) does: the lock stays.
        Assert.True(Quayside.Platform.Inventory.SystemVInventory.RemoveNameless(IpcInventory.Inspect(_key).Entry.Segment!.Id).Succeeded);
        var finding = Assert.Single(Findings());

        Assert.Equal((IpcFindingKind.LockWithoutSegment, IpcSeverity.Problem), (finding.Kind, finding.Severity));
        Assert.True(finding.TryFix().IsFixed);
        Leftovers.AssertNone(_key);
    }

    [Fact]
    public void A_semaphore_whose_units_are_used_up_is_given_none_when_nobody_has_it_open()
    {
        var key = IpcKey.Legacy(_key, IpcKeyType.Posix);
        SystemSemaphore.Create(key, 0, new SystemSemaphoreOptions { Persistent = true }).Dispose();

        var finding = Assert.Single(IpcDoctor.Examine(), finding => finding.Subject.Contains(key.NativeName, StringComparison.Ordinal));
        Assert.False(finding.TryFix().IsFixed);

        using (var semaphore = SystemSemaphore.Open(key))
        {
            Assert.Equal(0, semaphore.Value);
        }

        Leftovers.AssertNone(key);
    }

    [Fact]
    public void A_semaphore_that_a_Qt_program_made_is_a_note_and_left_alone()
    {
        var id = QtSemaphore.MakeUnborn(Key.NativeLockName);
        QtSemaphore.Reset(id);

        var finding = Assert.Single(Findings());

        Assert.Equal((IpcFindingKind.LockWithoutSegment, IpcSeverity.Note), (finding.Kind, finding.Severity));
        Assert.False(finding.CanFix);
        Assert.False(finding.TryFix().IsFixed);
        Assert.Equal(1, QtSemaphore.Value(id));
        QtSemaphore.Remove(id);
        File.Delete(Key.NativeLockName);
    }

    [Fact(Timeout = Watchdog.Milliseconds)]
    public async Task A_lock_whose_maker_died_before_it_worked_is_told_after_a_moment()
    {
        var id = QtSemaphore.MakeUnborn(Key.NativeLockName);
        Assert.Empty(Findings());

        await Task.Run(() => Watchdog.WaitFor("the lock to be too old for a maker that lives", () => Findings().Count > 0));

        var finding = Assert.Single(Findings());
        Assert.Equal(IpcFindingKind.UnbornLock, finding.Kind);
        Assert.True(finding.TryFix().IsFixed);
        Leftovers.AssertNone(_key, id);
    }

    [Fact]
    public void What_a_killed_move_of_a_key_file_left_is_removed_and_what_a_living_one_uses_is_not()
    {
        int dead;
        using (var host = Host.Start())
        {
            dead = host.Id;
            host.Kill();
        }

        var left = Plant($".{dead}.0", TimeSpan.FromMinutes(10));
        var recent = Plant($".{dead}.1", TimeSpan.Zero);
        var living = Plant($".{Environment.ProcessId}.2", TimeSpan.FromMinutes(10));

        var finding = Assert.Single(Findings());

        Assert.Equal((IpcFindingKind.TemporaryFile, left), (finding.Kind, finding.Subject));
        Assert.True(finding.TryFix().IsFixed);
        Assert.False(File.Exists(left));
        Assert.True(File.Exists(recent) && File.Exists(living));
        File.Delete(recent);
        File.Delete(living);
    }

    [Fact]
    public void A_temporary_file_that_changed_meanwhile_is_left_alone()
    {
        using var host = Host.Start();
        host.Kill();
        var left = Plant($".{host.Id}.0", TimeSpan.FromMinutes(10));
        var finding = Assert.Single(Findings());
        File.SetLastWriteTimeUtc(left, File.GetLastWriteTimeUtc(left).AddMinutes(-5));

        Assert.False(finding.TryFix().IsFixed);

        Assert.True(File.Exists(left));
        File.Delete(left);
    }

    private string Plant(string ending, TimeSpan age)
    {
        var path = Key.NativeName + ending;
        File.WriteAllBytes(path, []);
        File.SetLastWriteTimeUtc(path, TimeProvider.System.GetUtcNow().UtcDateTime - age);
        return path;
    }

    // Other programs' leftovers are none of these tests' business.
    private List<IpcFinding> Findings() =>
        [.. IpcDoctor.Examine().Where(finding => finding.Subject.Contains(Path.GetFileName(Key.NativeName), StringComparison.Ordinal))];
}
