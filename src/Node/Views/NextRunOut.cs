using Evenhand.Core.Time;

namespace Evenhand.Node.Views;

/// <summary>What runs out next for an account, at the rate of now.</summary>
/// <param name="Clause">The slug of the clause.</param>
/// <param name="At">When nothing will be left.</param>
public readonly record struct NextRunOut(string Clause, Moment At);
