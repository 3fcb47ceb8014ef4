// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Interop.Tests.Peers;
using Quayside.Qt;

namespace Quayside.Interop.Tests;

/// <summary>
/// <c>Quayside.Qt.QSharedMemory</c> answers as Qt's does: the same steps give the same results, errors and error texts.
/// Where it differs on purpose, a test says so.
/// </summary>
public class QtMannersTests
{
    /// <summary>What Qt 6.6 and later, whose words Quayside speaks, say instead of the words of Qt 5.15 and 6.4.</summary>
    private static readonly Dictionary<string, string> _wordsSinceQt66 = new()
    {
        ["QSharedMemory::handle:: UNIX key file doesn't exist"] = "QSharedMemory::handle: doesn't exist",
        ["QSharedMemory::handle:: unable to make key"] = EmptyKey,
        ["QSharedMemory::handle:: key is empty"] = EmptyKey,
        ["QSharedMemoryPrivate::initKey: unable to set key on lock"] = EmptyKey,
    };

    private const string EmptyKey = "QSharedMemoryPrivate::initKey: unable to set key on lock (QSystemSemaphore::handle:: key is empty)";

    /// <summary>Gets steps on object A (and B on the same key, E on the empty key), as <c>verb object words</c>.</summary>
    public static TheoryData<string> Scenarios =>
    [
        "size A; isattached A; key A; key E; nativekey E",
        "create A 0; isattached A; size A",
        "create A -1",
        "create A 100; size A; isattached A; create A 100; isattached A; size A",
        "create A 100; create B 200; isattached B; size B",
        "create E 100; attach E",
        "attach E",
        "lock E; unlock E; detach E",
        "attach A; isattached A; size A; detach A",
        "create A 100; detach A; attach A; attach B",
        "create A 100; attach A; attach B; attach B ro; detach B; detach B; attach B ro; detach A; size B; detach B",
        "attach B; create A 100; attach B; size B",
        "create A 100; create B 0; attach B; detach B",
        "detach A; unlock A",
        "create A 100; unlock A; lock A; lock A; unlock A; unlock A",
        "create B 0; detach B; unlock B; create B 1; size B; lock B; unlock B",
        "create A 100; setkey A u007a; isattached A; size A; attach A",
        "create A 100; setkey A null; isattached A; key A; nativekey A; attach A",
        "create A 100; create A 0; isattached A; size A",
        "create A 100 ro; size A; attach B ro; read B 0 4",
        "create A 100; destroy A; attach B",
    ];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void The_same_steps_give_the_same_results_errors_and_texts(string scenario)
    {
        var quayside = Transcript(PeerProgram.QuaysideQt, scenario);
        Assert.All(Pairs.QtPrograms, qt => Assert.Equal(Transcript(qt, scenario), quayside));
    }

    [Fact]
    public void Setting_the_same_key_again_changes_nothing_as_Qt_documents_it_and_Qt_68_detaches()
    {
        const string Scenario = "create A 100; setkey A u00730068006100720065; isattached A; size A; key A";
        var quayside = Transcript(PeerProgram.QuaysideQt, Scenario);

        Assert.Contains("isattached A: true, NoError, no text", quayside);
        Assert.All(Pairs.QtPrograms.Where(qt => qt != PeerProgram.Qt68), qt => Assert.Equal(Transcript(qt, Scenario), quayside));
        Assert.All(
            Pairs.QtPrograms.Where(qt => qt == PeerProgram.Qt68),
            qt => Assert.Contains("isattached A: false, NoError, no text", Transcript(qt, Scenario)));
    }

    [Fact]
    public void An_empty_key_is_refused_before_a_bad_size_as_since_Qt_66()
    {
        Assert.All(
            Pairs.Programs.Where(program => program is PeerProgram.QuaysideQt or PeerProgram.Qt68),
            program => Assert.Equal([$"create E 0: false, KeyError, {EmptyKey}"], Transcript(program, "create E 0")));
        Assert.StartsWith("create E 0: false, InvalidSize,", Assert.Single(Transcript(PeerProgram.Qt6, "create E 0")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_file_without_a_segment_gives_Qts_error()
    {
        string[] Answers(PeerProgram program)
        {
            using var world = new PeerWorld();
            var memory = world.Start(program).New("share");
            File.WriteAllText(memory.NativeKey!, "");
            return [memory.Ask("attach"), memory.Error.ToString(), memory.ErrorString!];
        }

        Assert.Equal(["false", "NotFound", "QSharedMemory::attach (shmget): doesn't exist"], Answers(PeerProgram.Qt6));
        Assert.Equal(Answers(PeerProgram.Qt6), Answers(PeerProgram.QuaysideQt));
    }

    [Fact]
    public void Locking_before_attaching_works_where_Qt_refuses()
    {
        using var world = new PeerWorld();
        var (ours, qts) = (world.Start(PeerProgram.QuaysideQt).New("share"), world.Start(PeerProgram.Qt6).New("share"));
        var provider = world.Start(PeerProgram.Qt5);
        var provided = provider.New("share");
        Assert.True(provided.Create(100));

        Assert.False(qts.Lock());
        Assert.Equal((SharedMemoryError.LockError, "QSharedMemory::lock: unable to lock"), (qts.Error, qts.ErrorString));
        Assert.True(ours.Lock());

        provided.Send("lock");
        provider.AssertWaits();
        Assert.True(ours.Attach());
        provider.AssertWaits();
        Assert.True(ours.Unlock());
        Assert.Equal("true", provider.Answer());
    }

    [Theory]
    [InlineData("attach", "lock", "read 0 2", "unlock", "detach")]
    [InlineData("lock", "attach", "read 0 2", "detach", "unlock")]
    public void Taking_works_in_either_order_of_steps(params string[] steps)
    {
        using var world = new PeerWorld();
        var provider = world.Start(PeerProgram.Qt6).New("share");
        Assert.True(provider.Create(100));
        provider.Write(0, 0x51, 0x52);
        var taker = world.Start(PeerProgram.QuaysideQt).New("share");
        for (var round = 0; round < 2; round++)
        {
            var answers = steps.Select(step => taker.Ask(step.Split(' ')[0], [.. step.Split(' ').Skip(1)])).ToList();

            Assert.Equal(["true", "true", "true", "true", "x5152"], answers.Order(StringComparer.Ordinal));
            Assert.False(taker.IsAttached);
            Assert.True(provider.Lock());
            Assert.True(provider.Unlock());
        }
    }

    [Fact]
    public void A_refused_create_changes_nothing_where_Qt_resets_the_lock()
    {
        using var world = new PeerWorld();
        var (holder, second) = (world.Start(PeerProgram.Qt6).New("share"), world.Start(PeerProgram.QuaysideQt).New("share"));
        Assert.True(holder.Create(100));
        var (files, sets) = (world.KeyFiles.Names, world.SemaphoreSets);

        Assert.False(second.Create(100));
        Assert.False(second.Create(0));
        Assert.True(second.Destroy());

        Assert.Equal(files, world.KeyFiles.Names);
        Assert.Equal(sets, world.SemaphoreSets);
    }

    [Theory]
    [MemberData(nameof(Pairs.QtAlone), MemberType = typeof(Pairs))]
    public void Detaching_while_holding_gives_Qts_lock_away(PeerProgram qt)
    {
        using var world = new PeerWorld();
        var (other, memory) = (world.Start(PeerProgram.Quayside).New("share"), world.Start(qt).New("share"));
        Assert.True(other.Create(100));
        Assert.True(memory.Attach());

        Assert.True(memory.Lock());
        Assert.True(memory.Detach());
        Assert.False(memory.Unlock());

        Assert.True(other.Lock());
        Assert.True(other.Unlock());
    }

    [Fact]
    public void Detaching_while_holding_keeps_the_lock_where_Qt_gives_it_away()
    {
        using var world = new PeerWorld();
        var (peer, ours) = (world.Start(PeerProgram.Qt6), world.Start(PeerProgram.QuaysideQt));
        var (other, memory) = (peer.New("share"), ours.New("share"));
        Assert.True(other.Create(100));
        Assert.True(memory.Attach());

        Assert.True(memory.Lock());
        Assert.True(memory.Detach());
        other.Send("lock");
        peer.AssertWaits();
        Assert.True(memory.Unlock());

        Assert.Equal("true", peer.Answer());
        Assert.True(other.Unlock());
        peer.Quit();
        ours.Quit();
        world.AssertNothingRemains();
    }

    [Fact]
    public void A_failed_attach_leaves_no_lock_behind()
    {
        using var world = new PeerWorld();
        var memory = world.Start(PeerProgram.QuaysideQt).New("share");
        Assert.False(memory.Attach());
        Assert.True(memory.Destroy());
        Assert.Empty(world.KeyFiles.Names);
        Assert.Empty(world.SemaphoreSets);
    }

    private static List<string> Transcript(PeerProgram program, string scenario)
    {
        using var world = new PeerWorld();
        var peer = world.Start(program);
        var objects = new Dictionary<string, PeerMemory> { ["A"] = peer.New("share"), ["B"] = peer.New("share"), ["E"] = peer.New("") };
        var transcript = new List<string>();
        foreach (var step in scenario.Split("; "))
        {
            var words = step.Split(' ');
            var memory = objects[words[1]];
            var answer = memory.Ask(words[0], [.. words.Skip(2)]);
            if (words[0] == "destroy")
            {
                continue;
            }

            var text = memory.ErrorString ?? "no text";
            transcript.Add($"{step}: {answer}, {memory.Error}, {(program is PeerProgram.Qt5 or PeerProgram.Qt6 ? _wordsSinceQt66.GetValueOrDefault(text, text) : text)}");
        }

        return transcript;
    }
}
