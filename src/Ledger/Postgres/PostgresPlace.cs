using Npgsql;

namespace Evenhand.Ledger.Postgres;

/// <summary>Where a ledger in PostgreSQL is, and as whom it is reached. Nothing that is printed of it holds a password.</summary>
public sealed record PostgresPlace
{
    private readonly NpgsqlConnectionStringBuilder keywords;

    private PostgresPlace(NpgsqlConnectionStringBuilder keywords, string? passwordFile) =>
        (this.keywords, PasswordFile) = (keywords, passwordFile);

    /// <summary>The file that holds the password and nothing else, read anew with each connection; null for none.</summary>
    public string? PasswordFile { get; }

    /// <summary>The role that the ledger is reached as.</summary>
    public string? Role => keywords.Username;

    /// <summary>A place by Npgsql's own keywords, such as <c>Host=db;Database=evenhand;Username=evenhand</c>.</summary>
    /// <param name="connection">The keywords.</param>
    /// <param name="passwordFile">The file that holds the password; null where it is none, or in PGPASSFILE's file.</param>
    /// <exception cref="FormatException">A keyword is unknown, the database is not named, or a password stands among them.</exception>
    public static PostgresPlace Of(string connection, string? passwordFile)
    {
        var keywords = Parse(connection);
        if (keywords.Password is { Length: > 0 })
            throw new FormatException(
                "a password may be seen by others there; put it into a file of its own and name that with --ledger-password-file"
            );
        if (keywords.Host is null or "" || keywords.Database is null or "")
            throw new FormatException(
                "it takes Npgsql's keywords and needs two of them at least: Host=…;Database=…;Username=…"
            );
        keywords.ApplicationName ??= "evenhand";
        keywords.IncludeErrorDetail = false;
        keywords.PersistSecurityInfo = false;
        return new(keywords, passwordFile);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{keywords.Database} at {Address}";

    /// <summary>A source of connections, of which a few are kept.</summary>
    internal NpgsqlDataSource Source()
    {
        var builder = new NpgsqlDataSourceBuilder(keywords.ConnectionString);
        builder.ConnectionStringBuilder.MaxAutoPrepare = 32;
        builder.ConnectionStringBuilder.AutoPrepareMinUsages = 2;
        if (PasswordFile is { } file)
            builder.UsePasswordProvider(
                _ => PasswordIn(file),
                (_, _) => ValueTask.FromResult(PasswordIn(file))
            );
        return builder.Build();
    }

    private string Address =>
        keywords.Host!.StartsWith('/') ? keywords.Host : $"{keywords.Host}:{keywords.Port}";

    private static NpgsqlConnectionStringBuilder Parse(string connection)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(connection);
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException)
        {
            throw new FormatException(
                $"it takes Npgsql's keywords, such as Host=…;Database=…;Username=…: {wrong.Message}"
            );
        }
    }

    private static string PasswordIn(string file)
    {
        try
        {
            return File.ReadAllText(file).TrimEnd('\r', '\n');
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new LedgerUnavailableException(
                $"{file}: the file of the ledger's password cannot be read; see that it is there and that this user may read it",
                cause
            );
        }
    }
}
