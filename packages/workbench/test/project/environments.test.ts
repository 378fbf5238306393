import { stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { mask } from "../../src/variables/index.js";
import { openProject, put, textIn } from "./folder.js";

test("secrets stand in a file of their own, which only the person may read and git ignores", async () => {
  const { project, directory } = await openProject({ ".gitignore": "node_modules" });
  await project.saveEnvironment(
    "dev",
    [
      { name: "host", value: "localhost", description: "where it runs" },
      { name: "token", value: "s3cret", secret: true },
    ],
    undefined,
  );
  expect(await textIn(directory, "environments/dev.yaml")).not.toContain("s3cret");
  expect(await textIn(directory, "environments/dev.local.yaml")).toBe("variables:\n  token: s3cret\n");
  expect((await stat(join(directory, "environments/dev.local.yaml"))).mode & 0o077).toBe(0);
  expect(await textIn(directory, ".gitignore")).toBe("node_modules\n*.local.yaml\n");
  expect(JSON.stringify(project.state)).not.toContain("s3cret");
  expect(project.state.environments).toEqual([
    {
      name: "dev",
      revision: expect.any(String),
      variables: [
        { name: "host", value: "localhost", description: "where it runs" },
        { name: "token", value: mask, secret: true },
      ],
    },
  ]);
  expect(await project.reveal("dev", "token")).toBe("s3cret");
  await expect(project.reveal("dev", "nobody")).rejects.toMatchObject({ code: "VARIABLE_UNKNOWN" });
});

test("a masked secret keeps its value; one that is no longer secret leaves the local file", async () => {
  const { project, directory } = await openProject();
  await project.saveEnvironment("dev", [{ name: "token", value: "s3cret", secret: true }], undefined);
  const revision = () => project.state.environments[0]?.revision;
  await project.saveEnvironment(
    "dev",
    [{ name: "token", value: mask, secret: true, description: "new" }],
    revision(),
  );
  expect(await project.reveal("dev", "token")).toBe("s3cret");
  await project.saveEnvironment("dev", [{ name: "token", value: "open" }], revision());
  expect(await textIn(directory, "environments/dev.yaml")).toBe("variables:\n  token: open\n");
  expect(await textIn(directory, "environments/dev.local.yaml")).toBe("variables: {}\n");
});

test("an environment is chosen, and still is after a restart", async () => {
  const { project, reopen } = await openProject({
    "signalbox.yaml": "name: Chat\nvariables:\n  host: everywhere\n  only: here\n",
    "environments/dev.yaml": "variables:\n  host: dev\n  port: 3000\n",
    "environments/dev.local.yaml": "variables:\n  token: abc\n",
  });
  expect(project.state).toMatchObject({ name: "Chat" });
  expect(project.variables).toEqual([
    [],
    [
      { name: "host", value: "everywhere", secret: false, source: "project" },
      { name: "only", value: "here", secret: false, source: "project" },
    ],
  ]);
  await project.selectEnvironment("dev");
  expect(project.variables[0]).toEqual([
    { name: "host", value: "dev", secret: false, source: "environment", environment: "dev" },
    { name: "port", value: "3000", secret: false, source: "environment", environment: "dev" },
    { name: "token", value: "abc", secret: true, source: "environment", environment: "dev" },
  ]);
  await expect(project.selectEnvironment("nobody")).rejects.toMatchObject({ code: "ENVIRONMENT_UNKNOWN" });
  await project.renameEnvironment("dev", "local");
  const again = await reopen();
  expect(again.state.environment).toBe("local");
  await again.deleteEnvironment("local");
  expect(again.state).not.toHaveProperty("environment");
  await again.close();
});

test("the project's own variables, and comments around them, survive a save", async () => {
  const { project, directory } = await openProject({
    "signalbox.yaml": "# ours\nname: Chat\nvariables:\n  host: a # where\n",
  });
  const { variablesRevision } = project.state;
  await project.saveEnvironment(
    "",
    [
      { name: "host", value: "b" },
      { name: "key", value: "k", secret: true },
    ],
    variablesRevision,
  );
  expect(await textIn(directory, "signalbox.yaml")).toBe(
    "# ours\nname: Chat\nvariables:\n  host: b # where\n  key:\n    secret: true\n",
  );
  expect(await textIn(directory, "signalbox.local.yaml")).toBe("variables:\n  key: k\n");
  await expect(project.saveEnvironment("", [], variablesRevision)).rejects.toMatchObject({
    code: "FILE_CHANGED",
  });
});

test("what cannot be is refused with its reason", async () => {
  const { project } = await openProject({ "environments/dev.yaml": "variables: {}\n" });
  const refused = async (name: string, variable: string, revision?: string) => {
    const save = project.saveEnvironment(name, [{ name: variable, value: "" }], revision);
    return await save.then(
      () => "saved",
      (error) => error.code,
    );
  };
  expect(await refused("dev", "a")).toBe("ENVIRONMENT_TAKEN");
  expect(await refused("dev", "a", "older")).toBe("FILE_CHANGED");
  expect(await refused("new", "1a")).toBe("VARIABLE_NAME_INVALID");
  expect(await refused("../new", "a")).toBe("PROJECT_PATH_INVALID");
  await project.saveEnvironment("new", [], undefined);
  await expect(project.renameEnvironment("dev", "new")).rejects.toMatchObject({ code: "ENVIRONMENT_TAKEN" });
  await expect(project.renameEnvironment("nobody", "x")).rejects.toMatchObject({
    code: "ENVIRONMENT_UNKNOWN",
  });
  await expect(project.deleteEnvironment("")).rejects.toMatchObject({ code: "ENVIRONMENT_UNKNOWN" });
});

test("files that cannot be read are told, and the rest of the project opens", async () => {
  const { project, directory, until } = await openProject({
    "signalbox.yaml": "name: Chat\nvarables: {}\n",
    "environments/bad.yaml": "variables: [",
    "environments/good.yaml": "variables:\n  a: 1\n",
  });
  expect(project.state.environments.map(({ name }) => name)).toEqual(["good"]);
  expect(project.state.problems).toEqual([
    expect.objectContaining({
      code: "PROJECT_FILE_INVALID",
      values: {
        file: "signalbox.yaml",
        line: 2,
        column: 1,
        reason: '"varables" is not known here; did you mean "variables"?',
      },
    }),
    expect.objectContaining({ values: expect.objectContaining({ file: "environments/bad.yaml", line: 1 }) }),
  ]);
  await put(directory, "signalbox.yaml", "name: Chat\n");
  await until(() => project.state.problems.length === 1 && project.state.name === "Chat");
});
