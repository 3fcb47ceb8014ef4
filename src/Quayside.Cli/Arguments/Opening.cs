// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Cli.Outcomes;

namespace Quayside.Cli.Arguments;

/// <summary>Opens Quayside segments: those with participants, such as live values and frames.</summary>
internal static class Opening
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(50);

    /// <summary>Opens a segment, as soon as it is there and its gate is free.</summary>
    /// <typeparam name="T">What is opened.</typeparam>
    /// <param name="open">Opens it with these settings.</param>
    /// <param name="owner">Whose segment is opened besides this user's own.</param>
    /// <param name="appearance">Until when to wait until somebody makes it.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <exception cref="QuaysideException">It is not there, or cannot be opened.</exception>
    public static T Open<T>(Func<QuaysideSegmentOptions, T> open, uint? owner, Deadline appearance, CancellationToken stop)
    {
        var patience = new Deadline(Parameters.DefaultLockTimeout);
        while (true)
        {
            try
            {
                // In short steps, between which a signal is heard.
                return open(new QuaysideSegmentOptions { OpenTimeout = _interval, TrustedOwner = owner });
            }
            catch (QuaysideException e) when ((e.Error == QuaysideError.NotFound && !appearance.Passed) || (e.Error == QuaysideError.TimedOut && !patience.Passed))
            {
                stop.WaitHandle.WaitOne(_interval);
                stop.ThrowIfCancellationRequested();
            }
        }
    }

    /// <summary>Runs a verb that opens one.</summary>
    /// <exception cref="CommandException">The key's mechanism has no such segments.</exception>
    public static int Run(Func<int> verb)
    {
        try
        {
            return verb();
        }
        catch (NotSupportedException e)
        {
            throw new CommandException(ExitCode.Usage, e.Message);
        }
    }
}
