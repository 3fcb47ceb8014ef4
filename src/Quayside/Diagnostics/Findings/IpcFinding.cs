// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;

namespace Quayside.Diagnostics;

/// <summary>Something that the doctor found, with what it was concluded from. An immutable snapshot.</summary>
public sealed record IpcFinding
{
    /// <summary>Gets what it is about.</summary>
    public required IpcFindingKind Kind { get; init; }

    /// <summary>Gets how much it matters.</summary>
    public required IpcSeverity Severity { get; init; }

    /// <summary>Gets the object, file or setting, as a person knows it.</summary>
    public required string Subject
    {
        get;
        init => field = PrintableText.Of(value);
    }

    /// <summary>Gets what it is and how it came to be, in sentences.</summary>
    public required string Text
    {
        get;
        init => field = PrintableText.Of(value);
    }

    /// <summary>Gets what the system says, from which this was concluded.</summary>
    public required IReadOnlyList<string> Evidence
    {
        get;
        init => field = [.. value.Select(line => PrintableText.Of(line))];
    }

    /// <summary>Gets what to do about it, or null when there is nothing to do.</summary>
    public string? Remedy { get; init; }

    /// <summary>Gets whether fixing it destroys contents that somebody may want.</summary>
    public bool HoldsContents { get; init; }

    /// <summary>Gets whether it is provably dead, so that <see cref="TryFix"/> may remove it.</summary>
    public bool CanFix => Cure is not null;

    /// <summary>Gets how it is removed. It looks again, under the key's lock where there is one, before it removes anything.</summary>
    internal Func<CancellationToken, IpcFix>? Cure { get; init; }

    /// <summary>Removes what was found, if it still is as it was and provably dead; changes nothing otherwise.</summary>
    /// <param name="contentsToo">Whether to remove it even if it <see cref="HoldsContents"/>.</param>
    /// <param name="cancellationToken">Ends the wait for the key's lock.</param>
    /// <exception cref="OperationCanceledException">The wait was canceled.</exception>
    public IpcFix TryFix(bool contentsToo = false, CancellationToken cancellationToken = default)
    {
        if (Cure is null)
        {
            return new IpcFix(false, $"{Subject}: left alone, it is not provably dead");
        }

        return HoldsContents && !contentsToo
            ? new IpcFix(false, $"{Subject}: left alone, its contents may be worth something")
            : Cure(cancellationToken);
    }
}
