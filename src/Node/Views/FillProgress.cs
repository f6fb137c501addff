namespace Evenhand.Node.Views;

/// <summary>How far what is kept across accounts is filled.</summary>
/// <param name="Read">Accounts that were read.</param>
/// <param name="All">Accounts that there are.</param>
public readonly record struct FillProgress(int Read, int All);
