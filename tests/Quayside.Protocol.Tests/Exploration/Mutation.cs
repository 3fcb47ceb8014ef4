// Copyright (c) the Quayside contributors.
// Licensed under the MIT License.

using Quayside.Protocol.Tests.Model;

namespace Quayside.Protocol.Tests.Exploration;

/// <summary>Something wrong with a protocol: what it asks of memory is altered, left out, or done late.</summary>
internal sealed record Mutation
{
    /// <summary>Gets what becomes of an access; null leaves it out.</summary>
    public Func<Access, Access?> Alter { get; private init; } = access => access;

    /// <summary>Gets whether an access happens late; nothing may depend on what it returns.</summary>
    public Predicate<Access> IsLate { get; private init; } = _ => false;

    /// <summary>Gets whether what is late happens after this access.</summary>
    public Predicate<Access> IsAwaited { get; private init; } = _ => false;

    /// <summary>Gives accesses a weaker order.</summary>
    public static Mutation Weaken(Order order, Predicate<Access> which) =>
        Change(access => which(access) ? access with { Order = order } : access);

    /// <summary>Changes accesses.</summary>
    public static Mutation Change(Func<Access, Access> change) => new() { Alter = access => change(access) };

    /// <summary>Leaves accesses out.</summary>
    public static Mutation Remove(Predicate<Access> which) => new() { Alter = access => which(access) ? null : access };

    /// <summary>Does the first kind of access after the second kind that follows it.</summary>
    public static Mutation Swap(Predicate<Access> first, Predicate<Access> second) => new() { IsLate = first, IsAwaited = second };
}
