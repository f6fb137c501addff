namespace Evenhand.Node.Accounts;

/// <summary>What a room above has computed of an account and keeps with it. The account forgets it as soon as something changes.</summary>
internal abstract record Kept;
