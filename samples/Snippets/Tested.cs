// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using System.Diagnostics;

namespace Quayside.Snippets;

internal static class Tested
{
    public static void A_step_moves_the_robot_and_a_reader_sees_it()
    {
        // A key for each test, so that tests run beside each other.
        var key = IpcKey.InProcess($"pose of {Guid.NewGuid()}");
        using var robot = new Robot(key);

        robot.Step();

        using var pose = LiveValue<Pose>.OpenReadOnly(key);
        Trace.Assert(pose.Read().X == 1);
    }

    private sealed class Robot(IpcKey key) : IDisposable
    {
        private readonly LiveValue<Pose> _pose = LiveValue<Pose>.Open(key);
        private double _x;

        public void Step() => _pose.Write(new Pose(++_x, 0));

        public void Dispose() => _pose.Dispose();
    }
}
