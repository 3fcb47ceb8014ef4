// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Frames;
using Quayside.Locks;
using Quayside.Participants;
using Quayside.Platform.Objects.Posix;

namespace Quayside.Crash.Tests;

/// <summary>A segment as the file that it is, read without taking part in it.</summary>
/// <param name="key">Its key.</param>
internal sealed class SegmentFile(IpcKey key)
{
    private readonly string _path = PosixName.Directory + key.NativeName;

    /// <summary>Gets whether somebody has said that it sleeps: on the lock, on the version, or for a slot.</summary>
    /// <param name="kind">The kind of segment.</param>
    /// <param name="participants">Places for participants.</param>
    public bool HasSleeper(string kind, int participants)
    {
        using var reader = new BinaryReader(File.OpenRead(_path));
        var body = SegmentLayout.BodyStart(participants);
        reader.BaseStream.Position = kind switch
        {
            "lock" => body,
            "looks" => new FrameLayout(body, participants, FrameLayout.MinSlots, capacity: 0).Bell,
            _ => SegmentLayout.BellOffset,
        };
        var word = reader.ReadUInt64();
        return kind == "lock" ? (word & LockLayout.Parked) != 0 : word != 0;
    }

    /// <summary>Checks that nothing of the segment is in the system, nor of one on the way to becoming it.</summary>
    public void CheckIsGone()
    {
        Assert.False(File.Exists(_path), $"{_path} is still there.");
        Assert.Empty(Directory.EnumerateFiles(PosixName.Directory, SiblingFile.PrefixOf(_path) + "*"));
    }

    /// <summary>Takes a persistent segment away, which must be there.</summary>
    public void Delete()
    {
        Assert.True(File.Exists(_path), $"{_path} was to stay.");
        File.Delete(_path);
    }

    /// <summary>Takes away what a test that has failed leaves.</summary>
    public void DeleteIfThere() => File.Delete(_path);
}
