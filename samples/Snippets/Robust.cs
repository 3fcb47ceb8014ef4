// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Text;
using Quayside.Diagnostics.Examination;

namespace Quayside.Snippets;

internal static class Robust
{
    public static void Journal()
    {
        using var journal = RobustLock.Open("journal");
        if (journal.Enter() == RobustLockResult.Abandoned)
        {
            Repair();
            journal.MarkConsistent();
        }

        try
        {
            Append("entry");
        }
        finally
        {
            journal.Leave();
        }
    }

    public static void Write()
    {
        using var pose = LiveValue<Pose>.Open("robot.pose");
        pose.Write(new Pose(x: 1, y: 2));
    }

    public static void Follow(CancellationToken cancellationToken)
    {
        using var pose = LiveValue<Pose>.OpenReadOnly("robot.pose");
        long version = 0;
        while (pose.WaitForChange(ref version, TimeSpan.FromSeconds(1), cancellationToken))
        {
            Console.WriteLine(pose.Read());
        }
    }

    public static async Task Status(CancellationToken cancellationToken)
    {
        using var status = LiveBuffer.Open("player.status", capacity: 4096);
        await foreach (var reading in status.ReadChangesAsync(cancellationToken))
        {
            Console.WriteLine(Encoding.UTF8.GetString(reading.Value.Span));
        }
    }

    private static void Repair() => Console.WriteLine("An earlier run crashed in the middle of an entry.");

    private static void Append(string entry) => File.AppendAllText("journal.txt", entry);
}
