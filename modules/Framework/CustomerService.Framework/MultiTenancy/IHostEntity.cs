namespace CustomerService.Framework.MultiTenancy;

/// <summary>
/// Belongs to the installation, not to a tenant. The word that a reviewer searches for: everything else is
/// <see cref="IMultiTenant"/>.
/// </summary>
public interface IHostEntity;
