// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Imaging;

namespace Quayside.Snippets;

internal static class Readme
{
    public static void Share()
    {
        // One process shares a picture until it is stopped ...
        var picture = QtPicture.Load("me.jpg");
        using var memory = SharedMemory.Publish("share", picture.StreamSize, bytes => picture.WriteTo(bytes));
        using var stop = new ManualResetEventSlim();
        Console.CancelKeyPress += (_, press) =>
        {
            press.Cancel = true; // Ctrl-C: leave in good order
            stop.Set();
        };
        stop.Wait();
    }

    public static void Show()
    {
        // ... and any other, in C# or Qt, takes it.
        var png = SharedMemory.Read("share", bytes => QtPicture.Read(bytes)!.Png);
        File.WriteAllBytes("copy.png", png.Span);
    }

    public static void Count()
    {
        using var printers = SystemSemaphore.CreateOrOpen("printers", initialValue: 2);
        printers.Acquire(); // waits while two others have one
        printers.Release();
    }

    public static void Live()
    {
        using var pose = LiveValue<Pose>.Open("robot.pose");
        pose.Write(new Pose(x: 1, y: 2)); // and elsewhere: pose.Read(), or WaitForChange
    }
}
