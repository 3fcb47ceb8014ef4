// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Platform.Common;
using Quayside.Platform.Native;

namespace Quayside.CrashSteps;

/// <summary>Watches the steps of one operation, and does to this process at one of them what the test asks for.</summary>
internal static class Observation
{
    /// <summary>SIGKILL.</summary>
    public const int Kill = 9;

    /// <summary>SIGSTOP.</summary>
    public const int Stop = 19;

    // The first time a step is reached, the other side may not yet be where it is wanted.
    private const int MeetingOccurrence = 2;

    /// <summary>Does an operation and tells the steps, in order.</summary>
    /// <param name="meeting">The step at which the test is told "met", so that it lets the operation go on; "-" for none.</param>
    /// <param name="operation">The operation.</param>
    public static string Record(string meeting, Func<string> operation)
    {
        var steps = new List<CrashStep>();
        var answer = Observe(meeting, (step, _) => steps.Add(step), operation);
        return $"{answer}: {string.Join(' ', steps)}";
    }

    /// <summary>Does an operation, in the middle of which the process gets a signal.</summary>
    /// <param name="signal">The signal.</param>
    /// <param name="name">The step.</param>
    /// <param name="occurrence">The how manieth time, 1 for the first.</param>
    /// <param name="meeting">As for <see cref="Record"/>.</param>
    /// <param name="operation">The operation.</param>
    /// <returns>The operation's answer: the step was not reached, or the process was only stopped.</returns>
    public static string Signal(int signal, string name, int occurrence, string meeting, Func<string> operation)
    {
        var wanted = Enum.Parse<CrashStep>(name);
        return Observe(
            meeting,
            (step, times) =>
            {
                if (step == wanted && times == occurrence)
                {
                    _ = LibC.kill(Environment.ProcessId, signal);
                }
            },
            operation);
    }

    private static string Observe(string meeting, Action<CrashStep, int> reached, Func<string> operation)
    {
        var times = new Dictionary<CrashStep, int>();
        CrashPoint.Observer = step =>
        {
            times[step] = times.GetValueOrDefault(step) + 1;
            reached(step, times[step]);
            if (step.ToString() == meeting && times[step] == MeetingOccurrence)
            {
                Console.WriteLine("met");
            }
        };
        try
        {
            return operation();
        }
        finally
        {
            CrashPoint.Observer = null;
        }
    }
}
