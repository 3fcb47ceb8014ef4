// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Text;
using System.Text.Unicode;
using Quayside.Cli.Arguments;
using Quayside.Cli.Json;
using Quayside.Cli.Outcomes;

namespace Quayside.Cli.Live;

/// <summary>Reads live buffers as text, for as long as they are open without keeping a writer waiting.</summary>
internal static class LiveReader
{
    /// <summary>Opens what is under a key for reading, as soon as it is there.</summary>
    /// <param name="key">The key.</param>
    /// <param name="owner">Whose segment is read besides this user's own.</param>
    /// <param name="appearance">Until when to wait until somebody makes it.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <exception cref="QuaysideException">It is not there, or cannot be opened.</exception>
    public static LiveBuffer Open(IpcKey key, uint? owner, Deadline appearance, CancellationToken stop) =>
        OrOtherMeaning(key, () => Opening.Open(segment => LiveBuffer.OpenReadOnly(key, segment), owner, appearance, stop));

    private static LiveBuffer OrOtherMeaning(IpcKey key, Func<LiveBuffer> open)
    {
        try
        {
            return open();
        }
        catch (QuaysideException e) when (e.Error == QuaysideError.NotFound)
        {
            throw OtherMeaning.OfQuayside(key) ?? (Exception)e;
        }
    }

    /// <summary>Reads the latest value, of which there is one.</summary>
    /// <exception cref="CommandException">It is no text.</exception>
    public static LiveJson Read(LiveBuffer buffer)
    {
        if (!buffer.TryRead(out byte[]? value, out var stamp) || !Utf8.IsValid(value))
        {
            throw new CommandException(
                ExitCode.BadData, $"The value of '{KeyText.Of(buffer.Key)}' ({value?.Length ?? 0} bytes) is not UTF-8 text. Read it with the library instead.");
        }

        var age = stamp.Age;
        return new LiveJson(TimeProvider.System.GetLocalNow() - age, stamp.Version, age.TotalSeconds, Encoding.UTF8.GetString(value));
    }
}
