namespace CustomerService.Framework.Entities;

/// <summary>
/// Written once and never changed: a save that changes or deletes such a row fails, and on PostgreSQL the serving role
/// may only read and add.
/// </summary>
public interface IAppendOnly;
