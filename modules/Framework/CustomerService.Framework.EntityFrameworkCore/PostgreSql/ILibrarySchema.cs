namespace CustomerService.Framework.EntityFrameworkCore.PostgreSql;

/// <summary>Tables that a library keeps in a schema beside ours. The owner makes them; nodes serve without its password.</summary>
public interface ILibrarySchema
{
    /// <summary>What the owner owns there the serving role may read and write.</summary>
    string Name { get; }

    /// <summary>Safe to run again, and on several nodes at once.</summary>
    Task CreateAsync(string ownerConnectionString, CancellationToken cancellationToken);
}
