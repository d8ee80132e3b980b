using System.Runtime.CompilerServices;

// The EF Core part of the kernel stamps entities and restores scopes; no other project sees these internals.
[assembly: InternalsVisibleTo("CustomerService.Framework.EntityFrameworkCore")]
[assembly: InternalsVisibleTo("CustomerService.Framework.Tests")]
[assembly: InternalsVisibleTo("CustomerService.Framework.Blazor")]
[assembly: InternalsVisibleTo("CustomerService.TestBase")]
