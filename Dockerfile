# The course in containers. Without a target: the course for students, with exercises, their checks and the book. In that image
# is no solution's module and nothing that grades, and the book is the one without answers. `--build-arg ANSWERS=yes` has its
# chapters print the references, for people who study alone.
#
#   docker build -t training-neural-networks .
#   docker run --rm -p 127.0.0.1:8888:8888 training-neural-networks                  solve, in JupyterLab
#   docker run --rm -p 127.0.0.1:8000:8000 training-neural-networks \
#       python -m http.server 8000 --directory /srv/book                             read
#
# A hub starts `jupyterhub-singleuser` in it, which must be of the hub's version:
#   docker build --build-arg JUPYTERHUB_VERSION=5.4.4 -t training-neural-networks .
#
# For instructors, the target `grade`: the whole course, nbgrader and the sandbox. The term is mounted at /term.
#
#   docker build --target grade -t grade-neural-networks .
#   docker run --rm -it -v "$PWD":/term grade-neural-networks python -m autograder grade optimization
#
# The target `tools` is where .devcontainer/ starts from.

FROM python:3.12-slim-bookworm AS tools
RUN apt-get update \
    && apt-get install -y --no-install-recommends bubblewrap git make \
    && rm -rf /var/lib/apt/lists/*

FROM tools AS build
WORKDIR /course
COPY . .
ARG ANSWERS=no
RUN make book package ANSWERS=${ANSWERS} BOOK=/course/built/_build

FROM build AS grade
ENV PATH=/course/.venv/bin:$PATH HOME=/tmp
WORKDIR /term
ENTRYPOINT ["/course/containers/start-term"]
CMD ["bash"]

FROM python:3.12-slim-bookworm
ARG JUPYTERHUB_VERSION=6.1.1
RUN useradd --create-home --uid 1000 student
COPY requirements.lock /srv/course/
COPY --from=build /course/dist /srv/course/dist
RUN python -m pip install --no-cache-dir --constraint /srv/course/requirements.lock \
    /srv/course/dist/*.whl jupyterlab "jupyterhub==${JUPYTERHUB_VERSION}"
COPY exercises /srv/exercises
COPY --from=build /course/built/_build/html /srv/book
COPY binder/start /usr/local/bin/start-course
USER student
WORKDIR /home/student
ENV COURSE_EXERCISES=/srv/exercises
EXPOSE 8888
ENTRYPOINT ["start-course"]
CMD ["jupyter", "lab", "--ip=0.0.0.0", "--no-browser", "--notebook-dir=my_exercises"]
