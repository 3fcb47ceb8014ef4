// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

namespace Quayside.Protocol.Tests.Exploration;

/// <summary>Something wrong with a protocol: what it asks of memory is altered, left out, or done after the next access.</summary>
internal sealed record Mutation
{
    /// <summary>Gets what becomes of an access; null leaves it out.</summary>
    public Func<Access, Access?> Alter { get; private init; } = access => access;

    /// <summary>Gets whether an access happens after the next one; nothing may depend on what it returns.</summary>
    public Predicate<Access> IsLate { get; private init; } = _ => false;

    /// <summary>Gives accesses a weaker order.</summary>
    public static Mutation Weaken(Order order, Predicate<Access> which) =>
        Change(access => which(access) ? access with { Order = order } : access);

    /// <summary>Changes accesses.</summary>
    public static Mutation Change(Func<Access, Access> change) => new() { Alter = access => change(access) };

    /// <summary>Leaves accesses out.</summary>
    public static Mutation Remove(Predicate<Access> which) => new() { Alter = access => which(access) ? null : access };

    /// <summary>Swaps each of these accesses with the next one.</summary>
    public static Mutation Swap(Predicate<Access> which) => new() { IsLate = which };
}
