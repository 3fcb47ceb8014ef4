// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Tests.Conventions;

/// <summary>What each folder of the source may name of the others: only what is below it.</summary>
public sealed class FolderTests
{
    private static readonly Lazy<SourceGraph> _graph = new(SourceGraph.OfTheProduct);

    [Fact]
    public void A_folder_names_types_of_no_folder_but_those_that_it_stands_on() => Assert.Empty(Trespasses(_graph.Value));

    [Fact]
    public void No_folders_stand_on_each_other_in_a_circle() => Assert.Empty(SourceGraph.FindCycle(FolderTable.Edges));

    [Fact]
    public void The_table_lists_all_folders_and_nothing_that_is_not_used()
    {
        Assert.Equal(_graph.Value.Folders, FolderTable.Folders);
        Assert.Empty(FolderTable.Edges.Except(_graph.Value.References.Keys));
        Assert.Empty(FolderTable.Below.Except(_graph.Value.References.Keys.Select(edge => (FolderTable.AssemblyOf(edge.From), edge.To))));
    }

    [Fact]
    public void A_planted_upward_reference_is_found()
    {
        var graph = new SourceGraph(
        [
            ("Quayside/Keys/Planted.cs", "namespace X;\ninternal sealed class Planted\n{\n    private RobustLock? _lock;\n}\n"),
            ("Quayside/Locks/RobustLock.cs", "namespace X;\npublic sealed class RobustLock\n{\n}\n"),
        ]);

        Assert.Equal(["Quayside/Keys -> Quayside/Locks: Planted.cs names RobustLock"], Trespasses(graph));
    }

    [Fact]
    public void A_planted_reference_behind_a_namespace_is_found()
    {
        var graph = new SourceGraph(
        [
            ("Quayside/Keys/Planted.cs", "internal sealed class Planted\n{\n    private Quayside.Locks.RobustLock? _lock;\n}\n"),
            ("Quayside/Locks/RobustLock.cs", "public sealed partial class RobustLock\n{\n}\n"),
        ]);

        Assert.Single(Trespasses(graph));
    }

    [Fact]
    public void Comments_texts_and_members_are_no_references()
    {
        var graph = new SourceGraph(
        [
            ("Quayside/Keys/Planted.cs", "// RobustLock\ninternal sealed class Planted\n{\n    private string _text = \"RobustLock\" + x.RobustLock;\n}\n"),
            ("Quayside/Locks/RobustLock.cs", "public sealed class RobustLock\n{\n}\n"),
        ]);

        Assert.Empty(graph.References);
    }

    [Fact]
    public void A_planted_circle_is_found()
    {
        var graph = new SourceGraph(
        [
            ("A/One.cs", "internal sealed class One\n{\n    private Two _two;\n}\n"),
            ("B/Two.cs", "internal sealed class Two\n{\n    private Three _three;\n}\n"),
            ("C/Three.cs", "internal readonly record struct Three(One One);\n"),
        ]);

        Assert.Equal(["A", "B", "C", "A"], SourceGraph.FindCycle(graph.References.Keys));
    }

    private static IEnumerable<string> Trespasses(SourceGraph graph) =>
        from reference in graph.References
        where !FolderTable.Allows(reference.Key.From, reference.Key.To)
        from evidence in reference.Value
        select $"{reference.Key.From} -> {reference.Key.To}: {evidence}";
}
