// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Testing;
using Quayside.Tests.Support;

namespace Quayside.Tests.Failures;

/// <summary>A segment belongs to its user. Here the one who is refused is nobody; how root is refused is in Trust.</summary>
public sealed class OtherUserTests : IDisposable
{
    private readonly string _key = UniqueKey.Next();
    private readonly SharedMemory _memory;

    public OtherUserTests() => _memory = SharedMemory.Create(_key, 100);

    public void Dispose()
    {
        _memory.Dispose();
        Leftovers.AssertNone(_key);
    }

    [Theory]
    [InlineData("attach\t{0}")]
    [InlineData("attach-read-only\t{0}")]
    [InlineData("create\t{0}\t10")]
    [InlineData("create-or-attach\t{0}\t10")]
    [InlineData("replace\t{0}\t10")]
    [InlineData("remove\t{0}")]
    public void Another_user_is_refused_and_told_both_users(string command)
    {
        using var host = Host.StartAsNobody();

        var answer = host.Ask(command.Replace("{0}", _key, StringComparison.Ordinal));

        Assert.StartsWith("error PermissionDenied 13 ", answer, StringComparison.Ordinal);
        Assert.Contains($"'{_key}'", answer, StringComparison.Ordinal);
        Assert.Contains("belongs to user 0 (root), and this process runs as user 65534", answer, StringComparison.Ordinal);
        Assert.Contains("Run both programs as the same user", answer, StringComparison.Ordinal);
        using var other = SharedMemory.Attach(_key);
        Assert.Equal(100, other.Size);
    }

    [Fact]
    public void A_segment_of_another_user_under_a_lock_of_ones_own_is_refused_with_both_users()
    {
        // The lock has gone, as a Qt program takes it away, and its file with it.
        QtSemaphore.Remove(QtSemaphore.Find(_memory.Key.NativeLockName));
        File.Delete(_memory.Key.NativeLockName);
        using var host = Host.StartAsNobody();

        foreach (var command in new[] { $"attach\t{_key}", $"create-or-attach\t{_key}\t10", $"replace\t{_key}\t10", $"remove\t{_key}" })
        {
            var answer = host.Ask(command);
            Assert.StartsWith("error PermissionDenied ", answer, StringComparison.Ordinal);
            Assert.Contains("it belongs to user 0 (root), and this process runs as user 65534", answer, StringComparison.Ordinal);
        }

        using var other = SharedMemory.Attach(_key);
        Assert.Equal(100, other.Size);
    }

    [Fact]
    public void Two_processes_of_the_other_user_share_as_any_two_do()
    {
        var key = UniqueKey.Next();
        using var first = Host.StartAsNobody();
        using var second = Host.StartAsNobody();

        Assert.Equal("Created 10", first.Ask($"create\t{key}\t10"));
        Assert.Equal("Attached 10", second.Ask($"attach\t{key}"));
        Assert.Equal("disposed", first.Ask("dispose"));
        Assert.Equal("disposed", second.Ask("dispose"));

        Leftovers.AssertNone(key);
    }
}
