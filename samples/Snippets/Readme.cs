// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Imaging;

namespace Quayside.Snippets;

internal static class Readme
{
    public static void Share()
    {
        // One process shares a picture, as long as it keeps the memory open ...
        var picture = QtPicture.Load("me.jpg");
        using var memory = SharedMemory.Publish("share", picture.StreamSize, bytes => picture.WriteTo(bytes));
        Console.ReadLine();
    }

    public static void Show()
    {
        // ... and any other, in C# or Qt, takes it.
        using var memory = SharedMemory.Attach("share", SharedMemoryAccess.ReadOnly);
        using var held = memory.Lock();
        File.WriteAllBytes("copy.png", QtPicture.Read(held.ReadOnlySpan)!.Png.Span);
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
