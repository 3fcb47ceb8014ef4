// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Cli.Outcomes;
using Quayside.Diagnostics;

namespace Quayside.Cli.Arguments;

/// <summary>
/// A plain text names the bytes that Qt programs share, and also a Quayside segment (a live value, frames). Where a verb finds nothing under the one
/// meaning, it looks under the other and says which verb reads that.
/// </summary>
internal static class OtherMeaning
{
    /// <summary>Looks for a Quayside segment of the same text, for a verb that found no bytes.</summary>
    /// <returns>Null when there is none.</returns>
    public static CommandException? Of(IpcKey key)
    {
        if (!KeyText.IsPlain(key) || Find(IpcKey.PlatformSafe(key.LegacyKey!))?.QuaysideSegment is not { } segment)
        {
            return null;
        }

        var name = KeyText.Of(key);
        var verb = segment.Kind switch
        {
            QuaysideSegmentKind.LiveBuffer => $" `quayside live get {name}` reads it.",
            QuaysideSegmentKind.Frames => $" `quayside frames watch {name}` follows them.",
            _ => $" `quayside inspect {IpcKey.PlatformSafe(key.LegacyKey!)}` tells more.",
        };
        return new CommandException(
            ExitCode.NotFound,
            $"No program shares bytes under '{name}' (looked for {key.NativeName}), but a Quayside segment of that text is there: {segment.Description}.{verb}");
    }

    /// <summary>Looks for bytes of the same text, for a verb that found no Quayside segment.</summary>
    /// <returns>Null when there are none.</returns>
    public static CommandException? OfQuayside(IpcKey key) =>
        KeyText.IsPlain(key) && Find(key)?.Segment is { } bytes
            ? new CommandException(
                ExitCode.NotFound,
                $"There is no Quayside segment under '{KeyText.Of(key)}' (looked for {IpcKey.PlatformSafe(key.LegacyKey!)}), but a program shares {bytes.Size} bytes under "
                    + $"that text. `quayside get {KeyText.Of(key)}` reads them.")
            : null;

    private static IpcEntry? Find(IpcKey key)
    {
        try
        {
            return IpcInventory.Inspect(key).Entry;
        }
        catch (PlatformNotSupportedException)
        {
            return null;
        }
    }
}
