using Evenhand.Core.Stream;

namespace Evenhand.Node.Changes;

/// <summary>Something changed.</summary>
/// <param name="Account">Of which account; empty where it is of what all accounts share.</param>
/// <param name="What">What.</param>
public readonly record struct Change(AccountId Account, Changed What);
