// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Globalization;
using Quayside.Diagnostics.Inventory;
using Quayside.Platform.Inventory;

namespace Quayside.Diagnostics.Examination;

/// <summary>Finds locks that nobody uses, or that nobody will ever free.</summary>
internal static class LockExaminer
{
    // A maker that lives needs microseconds between making a lock and setting it.
    private static readonly TimeSpan _birth = TimeSpan.FromSeconds(2);

    /// <summary>Looks at the locks of a list.</summary>
    public static IEnumerable<IpcFinding> Examine(IReadOnlyList<IpcEntry> entries) =>
        entries.Select(entry => entry.Lock is { } @lock ? Examine(entry, @lock) : null).OfType<IpcFinding>();

    private static IpcFinding? Examine(IpcEntry entry, LockStatus @lock)
    {
        if (entry.Key.IsEmpty)
        {
            return WithoutKeyFile(entry, @lock);
        }

        if (entry is { Type: IpcKeyType.Posix, Segment: null } && @lock.IsInUse == false && PosixInventory.HasUnfinishedName(entry.Key.NativeLockName))
        {
            // FileExaminer tells of it.
            return null;
        }

        return @lock.IsDamaged ? Damaged(entry, @lock)
            : @lock.State == LockState.Dead ? Dead(entry, @lock)
            : IsUnborn(@lock) ? Unborn(entry, @lock)
            : @lock.State == LockState.Free && entry.Segment is null && (@lock.IsInUse is null || @lock is { IsMadeByQuayside: true, IsInUse: false } || IsQtName(entry)) ? WithoutSegment(entry, @lock)
            : null;
    }

    private static IpcFinding Dead(IpcEntry entry, LockStatus @lock) =>
        entry.Segment is null && @lock.Holder is null ? UsedUp(entry, @lock) : new()
        {
            Kind = IpcFindingKind.DeadLock,
            Severity = IpcSeverity.Problem,
            Subject = Words.Subject(entry),
            Text = "The program that holds this lock is dead. POSIX locks are not given back by themselves: everybody who comes waits for ever, "
                + "even to attach.",
            Evidence = [Words.Process("held by", @lock.Holder), Words.Time("taken", @lock.HeldSince)],
            Remedy = "--fix frees it; the data it protects may be half written.",
            Cure = Repair.MayRemove(@lock.OwnerId) ? cancellation => Free(entry, cancellation) : null,
        };

    private static IpcFix Free(IpcEntry entry, CancellationToken cancellation)
    {
        var fix = Repair.BreakLock(entry.Key, Words.Subject(entry));

        // Nobody wants the lock of a segment that is gone.
        return fix.IsFixed && entry.Segment is null
            && Repair.RemoveRest(entry.Key, Words.Subject(entry), $"freed and removed the lock of {Words.Subject(entry)}", cancellation) is { IsFixed: true } removal
            ? removal
            : fix;
    }

    /// <summary>A semaphore alone, without units and without a program that has it open.</summary>
    /// <remarks>
    /// It may wait for the signals of a program that is to come. Nor would a unit be added to one that counts: that would be a signal. It is
    /// removed, and who comes next makes it anew, with the value that is right.
    /// </remarks>
    private static IpcFinding UsedUp(IpcEntry entry, LockStatus @lock)
    {
        // One of ours that goes with its last user has been left by a kill; another one may have been left on purpose.
        var isLeftover = @lock.IsMadeByQuayside == true;
        var isRemovable = isLeftover || IsQtName(entry);
        return new IpcFinding
        {
            Kind = IpcFindingKind.DeadLock,
            HoldsContents = !isLeftover,
            Severity = isRemovable ? IpcSeverity.Problem : IpcSeverity.Warning,
            Subject = Words.Subject(entry),
            Text = "This semaphore is at 0, and no program has it open. If it is a lock, or counts what is borrowed, its holder is dead and everybody who "
                + "comes waits for ever; it may also be one for signals that has none just now.",
            Evidence = [string.Create(CultureInfo.InvariantCulture, $"value 0, {Maker(@lock)}"), Words.Time("made", @lock.Made)],
            Remedy = isRemovable
                ? $"--fix {(isLeftover ? string.Empty : "--orphans ")}removes it; the next program makes it anew."
                : "If it is yours: quayside rm KEY removes it, and the next program makes it anew.",
            Cure = isRemovable && Repair.MayRemove(@lock.OwnerId) ? _ => Repair.RemoveUnused(entry.Key, Words.Subject(entry), @lock.Id) : null,
        };
    }

    private static IpcFinding Damaged(IpcEntry entry, LockStatus @lock) => new()
    {
        Kind = IpcFindingKind.DamagedLock,
        Severity = IpcSeverity.Problem,
        Subject = Words.Subject(entry),
        Text = "Another program has truncated this semaphore or written into it. Quayside programs get an error; others may be aborted by the C library.",
        Evidence = ["its words are none that a semaphore can have", Words.Time("last written to by a system call", @lock.Made)],
        Remedy = "Find that program. quayside rm KEY --force takes the semaphore away.",
    };

    private static bool IsUnborn(LockStatus @lock) =>
        @lock is { IsUnborn: true, Made: { } made }
        && TimeProvider.System.GetUtcNow() - made > _birth;

    private static IpcFinding Unborn(IpcEntry entry, LockStatus @lock) => new()
    {
        Kind = IpcFindingKind.UnbornLock,
        Severity = IpcSeverity.Problem,
        Subject = Words.Subject(entry),
        Text = "A program died between making this lock and setting it free for the first time: Qt programs wait for it for ever.",
        Evidence = ["value 0, and no process has ever used it", Words.Time("made", @lock.Made)],
        Remedy = "--fix makes it anew, or removes it if there is no segment; so does the next Quayside program, after a second.",
        Cure = !Repair.MayRemove(@lock.OwnerId) ? null : cancellation => entry.Segment is null
            ? Repair.RemoveRest(entry.Key, Words.Subject(entry), $"removed the lock of {Words.Subject(entry)}, which had never worked", cancellation)
            : Heal(entry, cancellation),
    };

    private static IpcFix Heal(IpcEntry entry, CancellationToken cancellation)
    {
        // Taking it heals it; the segment is there and so stays.
        _ = Repair.RemoveRest(entry.Key, Words.Subject(entry), string.Empty, cancellation);
        return IpcInventory.Find(entry.Key).Lock is { State: LockState.Free or LockState.Held }
            ? new IpcFix(true, $"made the lock of {Words.Subject(entry)} anew, which had never worked")
            : new IpcFix(false, $"{Words.Subject(entry)}: its lock still does not work");
    }

    private static IpcFinding WithoutSegment(IpcEntry entry, LockStatus @lock)
    {
        // A System V lock of ours goes only if no program uses it as a semaphore, which is asked when it is removed.
        var isDead = @lock is { IsMadeByQuayside: true, Waiting: 0, IsInUse: null } or { IsInUse: false };

        // One of ours that goes with its last user has been left by a kill; another one may have been left on purpose.
        var isPrecious = @lock is { IsInUse: false, IsMadeByQuayside: not true };
        return new IpcFinding
        {
            Kind = IpcFindingKind.LockWithoutSegment,
            HoldsContents = isPrecious,
            Severity = isDead ? IpcSeverity.Problem : IpcSeverity.Note,
            Subject = Words.Subject(entry),
            Text = isDead
                ? "This lock is free and protects nothing: its segment is gone. Whoever removed that was killed before it removed the lock; or "
                    + "it is a semaphore that a program left on purpose."
                : "This lock is free and there is no segment. It may be left over, or a QSystemSemaphore that a program uses: the system "
                    + "does not tell who uses a semaphore.",
            Evidence =
            [
                string.Create(CultureInfo.InvariantCulture, $"value 1, {@lock.Waiting} waiting, {Maker(@lock)}"),
                Words.Time("last used", @lock.Used), $"file: {entry.Key.NativeLockName}",
            ],
            Remedy = isDead ? $"--fix {(isPrecious ? "--orphans " : string.Empty)}removes it." : "If no program uses it: quayside rm KEY --force",
            Cure = isDead && Repair.MayRemove(@lock.OwnerId)
                ? cancellation => Repair.RemoveRest(entry.Key, Words.Subject(entry), $"removed the lock of {Words.Subject(entry)}", cancellation)
                : null,
        };
    }

    // A semaphore of a plain name may be any program's that has left it on purpose.
    private static bool IsQtName(IpcEntry entry) => NativeNames.LettersOf(entry.Key.NativeName) is not null;

    private static string Maker(LockStatus @lock) => @lock switch
    {
        { IsInUse: { } isInUse } => isInUse ? "a process has it open" : "no process has it open",
        _ => @lock.IsMadeByQuayside == true ? "made by Quayside" : "made by Qt",
    };

    private static IpcFinding WithoutKeyFile(IpcEntry entry, LockStatus @lock)
    {
        // One that was made just now may be on its way to its first value.
        var isLock = false;
        var isStranded = @lock.IsMadeByQuayside == true && (!@lock.IsUnborn || IsUnborn(@lock)) && SystemVInventory.IsStranded(@lock.Id, out isLock);
        var isWorthless = isLock || @lock.IsUnborn;
        return new IpcFinding
        {
            Kind = IpcFindingKind.WithoutKeyFile,
            HoldsContents = isStranded && !isWorthless,
            Severity = isStranded && isWorthless ? IpcSeverity.Problem : IpcSeverity.Note,
            Subject = Words.Subject(entry),
            Text = $"No key file in {SystemVEntries.Directory} stands for this semaphore: it was made under another TMPDIR or in another mount "
                + "namespace, a cleaner deleted its file, or a program was killed between removing the file and the semaphore."
                + (isStranded ? " The process that used it last is dead." : string.Empty),
            Evidence =
            [
                string.Create(CultureInfo.InvariantCulture, $"semaphore {@lock.Id}, value {@lock.Value}{(isLock ? ", a free lock of Quayside" : string.Empty)}"),
                Words.Time("last used", @lock.Used),
            ],
            Remedy = !isStranded ? string.Create(CultureInfo.InvariantCulture, $"Look under the other TMPDIR. If nothing uses it: ipcrm -s {@lock.Id}")
                : isWorthless ? "--fix removes it; if a program under another TMPDIR still uses it, that makes it again."
                : "Look under the other TMPDIR. If nothing uses it, --fix --orphans removes it.",
            Cure = !isStranded || !Repair.MayRemove(@lock.OwnerId) ? null : _ => SystemVInventory.TryRemoveStranded(@lock.Id)
                ? new IpcFix(true, $"removed {Words.Subject(entry)}")
                : new IpcFix(false, $"{Words.Subject(entry)}: left alone, it is used again"),
        };
    }
}
