// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;

namespace Quayside.Imaging.Tests;

/// <summary>A test with frames of a key of its own.</summary>
public abstract class FrameTest : IDisposable
{
    private readonly List<IDisposable> _open = [];

    /// <summary>Skips where no mechanism for frames can be.</summary>
    protected FrameTest() => Assert.SkipUnless(OperatingSystem.IsLinux(), "Frames in files of /dev/shm are on Linux.");

    private protected IpcKey Key { get; } = IpcKey.PlatformSafe(UniqueKey.Next("quayside-frames"));

    /// <inheritdoc/>
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _open.Reverse();
        _open.ForEach(one => one.Dispose());
        Assert.False(File.Exists("/dev/shm" + Key.NativeName), "The frames' segment is left.");
    }

    /// <summary>Publishes a frame row by row and takes it.</summary>
    private protected Frame Published(FrameShape shape, Action<FrameDraft> draw)
    {
        var publisher = Kept(FramePublisher.Open(Key, shape));
        using (var draft = publisher.Borrow(shape))
        {
            draft.Pixels.Fill(0xA5);
            draw(draft);
            _ = draft.Publish();
        }

        Assert.True(Kept(FrameReader.Open(Key)).TryTake(out var frame));
        _ = Kept(frame);
        return frame;
    }

    private protected T Kept<T>(T one)
        where T : IDisposable
    {
        _open.Add(one);
        return one;
    }
}
